import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { call } from '@/api/client';
import type { AutoReply } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { Editor } from '@/table/Editor';
import { adminTexts } from './admin.texts';
import { SCENES } from './scenes';
import { TextsByLanguage } from './TextsByLanguage';

const TRIGGERS = ['WELCOME', 'KEYWORD', 'LOGISTICS_UPDATE', 'OUT_OF_STOCK', 'OUTSIDE_HOURS'] as const;

/** MSG-09: what the rule would leave to humans. */
export function DebtLine({ rule }: { rule: AutoReply }) {
  const t = useTexts(adminTexts);
  const debt = rule.followUpDebt;
  return debt ? (
    <p className="small amber">{t('debt', { days: debt.days, turns: debt.turns, followUps: debt.followUps, missed: debt.missed })}</p>
  ) : null;
}

export function AutoReplyForm({ seller, rule, close }: { seller: string; rule: AutoReply | null; close: () => void }) {
  const t = useTexts(adminTexts);
  const word = useWords();
  const client = useQueryClient();
  const [id, setId] = useState(rule?.ruleId ?? '');
  const [trigger, setTrigger] = useState<(typeof TRIGGERS)[number]>(rule?.trigger ?? 'WELCOME');
  const [scenes, setScenes] = useState<(typeof SCENES)[number][]>(rule?.scenes ?? []);
  const [keywords, setKeywords] = useState<string[]>(rule?.keywords ?? []);
  const [active, setActive] = useState(rule?.active ?? true);
  const [texts, setTexts] = useState<Record<string, string>>(rule?.texts ?? { en: '', zh: '' });
  const [saved, setSaved] = useState<AutoReply | null>(null);
  const save = useMutation({
    mutationFn: () =>
      call('put', '/api/v1/sellers/{sellerId}/auto-replies/{ruleId}', {
        path: { sellerId: seller, ruleId: id.trim() },
        body: { trigger, scenes, keywords, active, texts: Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim())) },
        ...(rule ? { ifMatch: rule.version } : {}),
      }),
    onSuccess: (answer) => {
      void client.invalidateQueries({ queryKey: ['auto-replies', seller] });
      // What switching it on owes is said before one goes on.
      if (answer.followUpDebt && !saved) setSaved(answer);
      else close();
    },
  });
  return (
    <Editor
      title={rule?.ruleId ?? t('newRule')}
      {...(saved ? {} : { save: () => save.mutate() })}
      ready={id.trim() !== '' && Object.values(texts).some((text) => text.trim())}
      busy={save.isPending}
      refused={save.error}
      close={close}
      width={680}
    >
      <div className="stacked">
        {saved && <DebtLine rule={saved} />}
        <div className="row">
          <Input style={{ width: 190 }} value={id} disabled={rule !== null} placeholder={t('id')} aria-label={t('id')} maxLength={64} onChange={(event) => setId(event.target.value)} />
          <Select style={{ width: 180 }} aria-label={t('trigger')} value={trigger} onChange={setTrigger} options={TRIGGERS.map((value) => ({ value, label: word('autoTrigger', value) }))} />
          <label>
            <Switch checked={active} onChange={setActive} /> {t('active')}
          </label>
        </div>
        {trigger === 'KEYWORD' && (
          <div className="row">
            <Select mode="multiple" style={{ width: 280 }} aria-label={t('scene')} placeholder={t('scene')} value={scenes} onChange={setScenes} options={SCENES.map((value) => ({ value, label: word('scene', value) }))} />
            <Select mode="tags" style={{ width: 280 }} aria-label={t('keywords')} placeholder={t('keywords')} value={keywords} onChange={setKeywords} open={false} tokenSeparators={[',', '，']} />
          </div>
        )}
        <TextsByLanguage texts={texts} change={setTexts} />
      </div>
    </Editor>
  );
}
