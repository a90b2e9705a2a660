import { Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '@/i18n/i18n';
import { adminTexts } from './admin.texts';

/** One text a language; a language is added by its tag, and is gone when its text is empty. */
export function TextsByLanguage({ texts, change }: { texts: Record<string, string>; change: (texts: Record<string, string>) => void }) {
  const t = useTexts(adminTexts);
  const [more, setMore] = useState('');
  return (
    <>
      {Object.keys(texts)
        .sort()
        .map((language) => (
          <label key={language}>
            <span className="small soft">{t('text', { language })}</span>
            <Input.TextArea value={texts[language] ?? ''} autoSize={{ minRows: 2, maxRows: 8 }} dir="auto" onChange={(event) => change({ ...texts, [language]: event.target.value })} />
          </label>
        ))}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (/^[a-z]{2,3}$/.test(more) && !(more in texts)) change({ ...texts, [more]: '' });
          setMore('');
        }}
      >
        <Input value={more} style={{ width: 260 }} placeholder={t('addLanguage')} aria-label={t('addLanguage')} onChange={(event) => setMore(event.target.value.trim())} />
      </form>
    </>
  );
}
