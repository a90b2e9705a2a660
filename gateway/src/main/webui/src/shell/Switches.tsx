import { BulbOutlined, GlobalOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTheme, type ThemeChoice } from '@/app/theme';
import { useLanguage, useTexts } from '@/i18n/i18n';
import { shellTexts } from './shell.texts';

/** English and Chinese, each called by its own name. */
export function LanguageSwitch() {
  const { language, setLanguage } = useLanguage();
  const t = useTexts(shellTexts);
  const next = language === 'en' ? 'zh-CN' : 'en';
  return (
    <Button
      type="text"
      icon={<GlobalOutlined />}
      title={t('language')}
      onClick={() => setLanguage(next)}
      lang={next}
    >
      {next === 'en' ? 'English' : '中文'}
    </Button>
  );
}

export function ThemeSwitch() {
  const { choice, choose } = useTheme();
  const t = useTexts(shellTexts);
  const choices: ThemeChoice[] = ['system', 'light', 'dark'];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [choice],
        items: choices.map((key) => ({ key, label: t(key) })),
        onClick: ({ key }) => choose(key as ThemeChoice),
      }}
    >
      <Button type="text" icon={<BulbOutlined />} aria-label={t('theme')} />
    </Dropdown>
  );
}
