import { theme as antd, type ThemeConfig } from 'antd';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

export type ThemeChoice = 'system' | 'light' | 'dark';

const KEPT = 'rapport.theme';

interface Theme {
  choice: ThemeChoice;
  choose: (choice: ThemeChoice) => void;
  dark: boolean;
}

const Context = createContext<Theme>({ choice: 'system', choose: () => undefined, dark: false });

export function ThemeProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState<ThemeChoice>(() => {
    const kept = localStorage.getItem(KEPT);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  });
  const [systemDark, setSystemDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const changed = () => setSystemDark(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  const dark = choice === 'dark' || (choice === 'system' && systemDark);
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);
  const value = useMemo<Theme>(
    () => ({
      choice,
      dark,
      choose: (next) => {
        localStorage.setItem(KEPT, next);
        setChoice(next);
      },
    }),
    [choice, dark],
  );
  return <Context value={value}>{children}</Context>;
}

export function useTheme(): Theme {
  return useContext(Context);
}

const FONT =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei", sans-serif';

/** The colours of the console for Ant Design; `styles.css` has the same for what is drawn by hand. Every text keeps 4.5 to 1. */
export function antTheme(dark: boolean): ThemeConfig {
  return {
    algorithm: dark ? [antd.darkAlgorithm, antd.compactAlgorithm] : [antd.defaultAlgorithm, antd.compactAlgorithm],
    token: {
      fontFamily: FONT,
      fontSize: 14,
      borderRadius: 6,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
      ...(dark
        ? {
            colorPrimary: '#4fb0ba',
            colorBgBase: '#14191d',
            colorTextBase: '#e8ecef',
            colorTextSecondary: '#b3bdc4',
            colorTextTertiary: '#a3aeb6',
            colorTextQuaternary: '#98a4ac',
            colorTextPlaceholder: '#98a4ac',
            colorTextDescription: '#a9b4bb',
            colorTextLightSolid: '#0d1417',
            colorLink: '#6fc3cc', colorLinkHover: '#94d6dd', colorLinkActive: '#94d6dd',
            colorError: '#e86a66',
          }
        : {
            colorPrimary: '#17646d',
            colorBgBase: '#ffffff',
            colorTextBase: '#1b2529',
            colorTextSecondary: '#4d5a61',
            colorTextTertiary: '#5a676e',
            colorTextQuaternary: '#66737a',
            colorTextPlaceholder: '#66737a',
            colorTextDescription: '#56636a',
            colorLink: '#17646d', colorLinkHover: '#0f4f57', colorLinkActive: '#0f4f57',
            colorError: '#b3261e',
            colorSuccess: '#2c6e33',
            colorWarning: '#8a5a00',
            // Derived from colours as dark as these they would be too dark themselves.
            colorSuccessBg: '#edf7ee', colorSuccessBorder: '#b9dcbd',
            colorWarningBg: '#fdf6e6', colorWarningBorder: '#ecd6a4',
            colorErrorBg: '#fdf0ee', colorErrorBorder: '#f0c1bc',
            colorInfoBg: '#eaf4f5', colorInfoBorder: '#b4d5d8',
          }),
    },
    components: { Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: 8 } },
  };
}
