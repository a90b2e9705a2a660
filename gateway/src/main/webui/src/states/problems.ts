import { useMemo } from 'react';
import { Problem } from '@/api/client';
import { filled, useLanguage, type Values } from '@/i18n/i18n';
import { codes } from './codes.texts';
import { stateTexts } from './states.texts';

/** The texts of states, and what codes of problems mean; of a code that has no text yet nothing. */
export type StateSpeaker = ((key: keyof typeof stateTexts, values?: Values) => string) & { code: (code: string | null | undefined) => string };

export function useStateTexts(): StateSpeaker {
  const { language } = useLanguage();
  return useMemo(() => {
    const at = language === 'en' ? 0 : 1;
    const known: Record<string, readonly [string, string]> = codes;
    return Object.assign((key: keyof typeof stateTexts, values?: Values) => filled(stateTexts[key][at], values), {
      code: (code: string | null | undefined) => (code ? (known[code]?.[at] ?? code) : ''),
    });
  }, [language]);
}

/** What a refusal means to whoever met it, with what the service said of it. */
export function problemText(failure: unknown, t: StateSpeaker): string {
  if (!(failure instanceof Problem)) return t('wrong');
  const meant = failure.code in codes ? t.code(failure.code) : (failure.detail ?? failure.title);
  const rule = failure.rule ? ` (${t('rule', { rule: failure.rule })})` : '';
  const violations = failure.violations.map((each) => [each.field, each.message].filter(Boolean).join(': ')).join(' · ');
  const more = [meant + rule, violations].filter(Boolean).join(' — ');
  switch (failure.status) {
    case 0:
      return t('offline');
    case 404:
      return t('notFound');
    case 412:
      return t('stale');
    case 423: {
      const until = failure.members.frozenUntil ?? failure.members.until;
      return typeof until === 'string' ? t('frozen', { until }) : more;
    }
    case 429:
      return t('tooMany');
    case 502:
    case 503:
      return failure.code in codes ? more : t('unavailable');
    case 504:
      return t('tooSlow');
    default:
      return failure.status >= 500 ? `${t('wrong')}${failure.traceId ? ` ${t('trace', { id: failure.traceId })}` : ''}` : more;
  }
}
