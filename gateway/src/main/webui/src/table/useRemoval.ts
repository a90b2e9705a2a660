import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { problemText, useStateTexts } from '@/states/problems';

/** Removes a row and asks for its list again, whether it went or not; why it did not is said. */
export function useRemoval<T>(key: readonly unknown[], remove: (row: T) => Promise<unknown>): (row: T) => void {
  const client = useQueryClient();
  const states = useStateTexts();
  const { message } = App.useApp();
  const { mutate } = useMutation({
    mutationFn: remove,
    onError: (failure) => void message.error(problemText(failure, states)),
    onSettled: () => void client.invalidateQueries({ queryKey: key }),
  });
  return mutate;
}
