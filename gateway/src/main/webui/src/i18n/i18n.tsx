import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

export type Language = 'zh-CN' | 'en';

/** Every text of a part of the console, in English and in Chinese; what one lacks does not compile. */
export type Texts = Readonly<Record<string, readonly [en: string, zh: string]>>;
export type Values = Readonly<Record<string, string | number>>;

const KEPT = 'rapport.language';

/** The language kept from last time, else the browser's. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'zh-CN' || kept === 'en') return kept;
  return navigator.languages.some((language) => language.toLowerCase().startsWith('zh')) ? 'zh-CN' : 'en';
}

/** Fills in `{name}`. Of a text `one || more` the first half stands for exactly one `n`. */
export function filled(text: string, values: Values = {}): string {
  const halves = text.split(' || ');
  const chosen = halves.length > 1 && Number(values.n) !== 1 ? halves[1] : halves[0];
  return (chosen ?? text).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export interface Speech {
  language: Language;
  setLanguage: (language: Language) => void;
}

const Context = createContext<Speech>({ language: 'en', setLanguage: () => undefined });

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speech = useMemo<Speech>(
    () => ({
      language,
      setLanguage: (next) => {
        localStorage.setItem(KEPT, next);
        choose(next);
      },
    }),
    [language],
  );
  return <Context value={speech}>{children}</Context>;
}

export function useLanguage(): Speech {
  return useContext(Context);
}

export type Speaker<T extends Texts> = (key: keyof T & string, values?: Values) => string;

/** The texts of a part, in the language of the reader. */
export function useTexts<T extends Texts>(texts: T): Speaker<T> {
  const { language } = useContext(Context);
  return useMemo(() => {
    const at = language === 'en' ? 0 : 1;
    return (key, values) => filled(texts[key]?.[at] ?? key, values);
  }, [texts, language]);
}

/** Numbers as the reader writes them. */
export function useNumbers() {
  const { language } = useContext(Context);
  return useMemo(() => {
    const whole = new Intl.NumberFormat(language);
    const points = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
    return {
      whole: (n: number) => whole.format(n),
      points: (n: number) => points.format(n),
      share: (n: number) => share.format(n),
      money: (amount: { currency?: string | null; value?: string | number | null } | null | undefined) => {
        if (!amount?.currency || amount.value === null || amount.value === undefined) return '';
        try {
          return new Intl.NumberFormat(language, { style: 'currency', currency: amount.currency, maximumFractionDigits: 4 }).format(
            Number(amount.value),
          );
        } catch {
          return `${amount.value} ${amount.currency}`;
        }
      },
    };
  }, [language]);
}
