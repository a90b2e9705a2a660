import { useMemo } from 'react';
import { filled, useLanguage } from './i18n';
import { findingTexts, triageTexts } from './reasons.texts';

type Pair = readonly [string, string];

/** What a finding is, in the reader's language; what has no words of its own (customs of a country, from the pack) as it came. */
export function findingReason(rule: string, reason: string, at: 0 | 1): string {
  const known: Record<string, Pair> = findingTexts;
  return known[rule]?.[at] ?? reason;
}

/** How message-service says why a turn was sorted as it was. */
const TRIAGE: readonly (readonly [RegExp, keyof typeof triageTexts])[] = [
  [/^the scene (?<scene>\w+) is urgent$/, 'scene'],
  [/^the buyer is in haste$/, 'haste'],
  [/^the buyer is angry$/, 'angry'],
  [/^a deadline is less than (?<n>\d+) h away$/, 'soon'],
  [/^a deadline has passed$/, 'passed'],
  [/^a dispute is open, its deadline is not known$/, 'dispute'],
  [/^the buyer has ordered (?<n>\d+) times$/, 'again'],
  [/^the category (?<category>.+) is of high value$/, 'category'],
  [/^there is no rate for (?<currency>\w+): the order counts as of low value$/, 'rate'],
  [/^the order is worth at least (?<amount>.+)$/, 'worth'],
  [/^agent$/, 'agent'],
  [/^agent: (?<why>.*)$/s, 'said'],
];

export function triageReason(reason: string, at: 0 | 1, scene: (name: string) => string): string {
  for (const [pattern, key] of TRIAGE) {
    const found = pattern.exec(reason);
    if (found) {
      const places: Record<string, string> = { ...found.groups };
      if (places.scene) places.scene = scene(places.scene);
      return filled(triageTexts[key][at], places);
    }
  }
  return reason;
}

/** The two of them for the language that is read. */
export function useReasons() {
  const { language } = useLanguage();
  return useMemo(() => {
    const at = language === 'en' ? 0 : 1;
    return {
      finding: (found: { rule: string; reason: string }) => findingReason(found.rule, found.reason, at),
      triage: (reason: string, scene: (name: string) => string) => triageReason(reason, at, scene),
    };
  }, [language]);
}
