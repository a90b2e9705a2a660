import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { Problem } from '@/api/client';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { LanguageSwitch } from '@/shell/Switches';
import { problemText, useStateTexts } from '@/states/problems';
import { SESSION, signInLocally, type SignedOut } from './session';
import { sessionTexts } from './session.texts';

/** Stands in the place of whatever page was asked for, which is there again after signing in. */
export default function SignIn({ session }: { session: SignedOut }) {
  const t = useTexts(sessionTexts);
  const states = useStateTexts();
  const word = useWords();
  const client = useQueryClient();
  const [role, setRole] = useState('agent');
  const [named, setNamed] = useState(false);
  const [stores, setStores] = useState('');
  const [agent, setAgent] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const local = session.ways.includes('local') ? (session.local ?? { roles: ['agent'], sellers: ['*'] }) : null;
  const told = new URLSearchParams(window.location.search).get('signIn');
  const came = told === 'expired' || told === 'refused' || told === 'unavailable' ? told : null;
  const here = window.location.pathname + window.location.search;

  const enter = async () => {
    const chosen = named ? stores.split(/[\s,，;；]+/).filter(Boolean) : ['*'];
    if (chosen.length === 0) {
      setFault(t('storesNeeded'));
      return;
    }
    setBusy(true);
    setFault(null);
    try {
      client.setQueryData(SESSION, await signInLocally(role, chosen, agent.trim()));
    } catch (failure) {
      setFault(failure instanceof Problem ? problemText(failure, states) : String(failure));
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <div className="sign-in-head">
          <img src="/icon.svg" alt="" width={36} height={36} />
          <h1>Rapport</h1>
          <LanguageSwitch />
        </div>
        <p className="soft">{t('lead')}</p>
        {came && <Alert type="warning" message={t(`came.${came}`)} showIcon />}
        {fault && <Alert type="error" message={fault} showIcon role="alert" />}
        {session.ways.includes('oidc') && (
          <Button type="primary" size="large" block href={`/session/sign-in?to=${encodeURIComponent(here)}`}>
            {t('provider')}
          </Button>
        )}
        {local && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void enter();
            }}
          >
            <fieldset>
              <legend>{t('role')}</legend>
              <Radio.Group value={role} onChange={(event) => setRole(String(event.target.value))} className="stacked">
                {local.roles.map((name) => (
                  <Radio key={name} value={name}>
                    <b>{word('role', name)}</b>{' '}
                    <span className="soft">{name in CAN ? t(CAN[name as keyof typeof CAN]) : ''}</span>
                  </Radio>
                ))}
              </Radio.Group>
            </fieldset>
            <fieldset>
              <legend>{t('stores')}</legend>
              <Radio.Group value={named} onChange={(event) => setNamed(Boolean(event.target.value))}>
                <Radio value={false}>{t('all')}</Radio>
                <Radio value={true}>{t('named')}</Radio>
              </Radio.Group>
              {named && (
                <Input
                  value={stores}
                  onChange={(event) => setStores(event.target.value)}
                  placeholder={t('storesHint')}
                  aria-label={t('storesHint')}
                  autoFocus
                />
              )}
            </fieldset>
            <fieldset>
              <legend>{t('agent')}</legend>
              <Input value={agent} onChange={(event) => setAgent(event.target.value)} placeholder={role} aria-label={t('agent')} maxLength={64} />
            </fieldset>
            <Button type="primary" size="large" block htmlType="submit" loading={busy}>
              {t('enter')}
            </Button>
            <p className="soft small">{t('localNote')}</p>
          </form>
        )}
        {session.ways.length === 0 && <Alert type="warning" message={t('noWay')} showIcon />}
      </div>
    </main>
  );
}

const CAN = {
  agent: 'can.agent',
  supervisor: 'can.supervisor',
  admin: 'can.admin',
  viewer: 'can.viewer',
} as const;
