import { useMemo } from 'react';
import { useLanguage, useTexts } from '@/i18n/i18n';
import { conversationTexts } from './conversation.texts';
import type { Doing } from './presence';
import type { Other } from './usePresence';

/** Those who do a thing, and how many they are. */
export function useWho(others: readonly Other[], does: Doing): { who: string; n: number } {
  const { language } = useLanguage();
  return useMemo(() => {
    const ids = others.filter(({ doing }) => doing === does).map(({ agentId }) => agentId);
    return { who: new Intl.ListFormat(language).format(ids), n: ids.length };
  }, [others, does, language]);
}

/** Who else is at the conversation; the line is always there, that a change of it is heard. */
export function Others({ others }: { others: readonly Other[] }) {
  const t = useTexts(conversationTexts);
  const writing = useWho(others, 'writing');
  const reading = useWho(others, 'reading');
  const said = [writing.n > 0 ? t('writes', writing) : '', reading.n > 0 ? t('reads', reading) : ''].filter(Boolean).join(' · ');
  return (
    <p className="others small" role="status" aria-live="polite">
      {said}
    </p>
  );
}
