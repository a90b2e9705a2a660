import { useMemo } from 'react';
import { useLanguage } from './i18n';
import { words } from './words.texts';

/** What a wire name is called; one that has no word yet is shown as it came. */
export function useWords(): (group: string, name: string | null | undefined) => string {
  const { language } = useLanguage();
  return useMemo(() => {
    const at = language === 'en' ? 0 : 1;
    const known: Record<string, readonly [string, string]> = words;
    return (group, name) => (name ? (known[`${group}.${name}`]?.[at] ?? name) : '');
  }, [language]);
}
