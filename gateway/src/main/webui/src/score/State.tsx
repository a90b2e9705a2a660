import { useWords } from '@/i18n/useWords';

export function State({ state }: { state: string }) {
  const word = useWords();
  return <span className={`mark ${state === 'red' ? 'red' : state === 'warn' ? 'amber' : state === 'ok' ? 'green' : ''}`}>{word('state', state)}</span>;
}
