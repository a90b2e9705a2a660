import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { problemText, useStateTexts } from '@/states/problems';

/** What every act on a review ends with: a refusal is said, and what it may have changed is asked for again. */
export function useSettled(seller: string, id: string) {
  const client = useQueryClient();
  const states = useStateTexts();
  const { message } = App.useApp();
  return {
    onError: (failure: unknown) => void message.error(problemText(failure, states)),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['review', seller, id] });
      void client.invalidateQueries({ queryKey: ['reviews', seller] });
      void client.invalidateQueries({ queryKey: ['appeals', seller] });
    },
  };
}
