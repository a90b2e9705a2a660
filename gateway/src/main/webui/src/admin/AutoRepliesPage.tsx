import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Modal, Popconfirm, Select, Switch, Tabs } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '@/api/client';
import type { AutoReply } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Asked, Failed, Loading, Nothing } from '@/states/States';
import { When } from '@/time/When';
import { adminTexts } from './admin.texts';
import { SCENES } from './TemplatesPage';
import { TextsByLanguage } from './TextsByLanguage';

const TRIGGERS = ['WELCOME', 'KEYWORD', 'LOGISTICS_UPDATE', 'OUT_OF_STOCK', 'OUTSIDE_HOURS'] as const;

export default function AutoRepliesPage() {
  const { seller = '' } = useParams();
  const t = useTexts(adminTexts);
  return (
    <div className="content">
      <div className="page-head">
        <h1>
          {t('autoReplies')} · {seller}
        </h1>
      </div>
      <Tabs
        items={[
          { key: 'rules', label: t('rules'), children: <Rules seller={seller} /> },
          { key: 'decisions', label: t('decisions'), children: <Decisions seller={seller} /> },
        ]}
      />
    </div>
  );
}

function DebtLine({ rule }: { rule: AutoReply }) {
  const t = useTexts(adminTexts);
  const debt = rule.followUpDebt;
  return debt ? (
    <p className="small amber">{t('debt', { days: debt.days, turns: debt.turns, followUps: debt.followUps, missed: debt.missed })}</p>
  ) : null;
}

function Rules({ seller }: { seller: string }) {
  const t = useTexts(adminTexts);
  const word = useWords();
  const me = useMe();
  const states = useStateTexts();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [editing, setEditing] = useState<AutoReply | 'new' | null>(null);
  const query = useQuery({
    queryKey: ['auto-replies', seller],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/auto-replies', { path: { sellerId: seller }, query: { limit: '200' } }),
  });
  const remove = useMutation({
    mutationFn: (rule: AutoReply) =>
      call('delete', '/api/v1/sellers/{sellerId}/auto-replies/{ruleId}', { path: { sellerId: seller, ruleId: rule.ruleId }, ifMatch: rule.version }),
    onError: (failure) => void message.error(problemText(failure, states)),
    onSettled: () => void client.invalidateQueries({ queryKey: ['auto-replies', seller] }),
  });
  return (
    <>
      {me.may('supervisor') && (
        <p>
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('newRule')}
          </Button>
        </p>
      )}
      <section className="panel">
        <Asked query={query} empty={(data) => (data.items.length === 0 ? t('noRules') : null)}>
          {(data) => (
            <div className="scroll-x">
              <table className="plain">
                <thead>
                  <tr>
                    <th>{t('id')}</th>
                    <th>{t('trigger')}</th>
                    <th>{t('text', { language: '' })}</th>
                    <th>{t('state')}</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {data.items.map((rule) => (
                    <tr key={rule.ruleId}>
                      <td>{rule.ruleId}</td>
                      <td>
                        {word('autoTrigger', rule.trigger)}
                        <div className="small soft">{[...rule.scenes.map((scene) => word('scene', scene)), ...rule.keywords].join(', ')}</div>
                      </td>
                      <td>
                        {Object.entries(rule.texts).map(([language, text]) => (
                          <div key={language}>
                            <span className="mark">{language}</span> {text}
                          </div>
                        ))}
                        <DebtLine rule={rule} />
                      </td>
                      <td>
                        <span className={`mark ${rule.active ? 'green' : ''}`}>{rule.active ? t('active') : t('inactive')}</span>
                      </td>
                      <td className="right nowrap">
                        {me.may('supervisor') && (
                          <>
                            <Button type="link" onClick={() => setEditing(rule)}>
                              {t('edit')}
                            </Button>
                            <Popconfirm title={t('removeSure')} okText={t('remove')} cancelText={t('cancel')} onConfirm={() => remove.mutate(rule)}>
                              <Button type="link" danger>
                                {t('remove')}
                              </Button>
                            </Popconfirm>
                          </>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Asked>
      </section>
      {editing && <RuleForm seller={seller} rule={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
    </>
  );
}

function RuleForm({ seller, rule, close }: { seller: string; rule: AutoReply | null; close: () => void }) {
  const t = useTexts(adminTexts);
  const word = useWords();
  const states = useStateTexts();
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
    <Modal
      open
      width={680}
      title={rule?.ruleId ?? t('newRule')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      okButtonProps={{ disabled: !id.trim() || !Object.values(texts).some((text) => text.trim()), style: saved ? { display: 'none' } : {} }}
      onCancel={close}
      onOk={() => save.mutate()}
    >
      <div className="stacked">
        {save.error && <Alert type="error" showIcon message={problemText(save.error, states)} />}
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
    </Modal>
  );
}

function Decisions({ seller }: { seller: string }) {
  const t = useTexts(adminTexts);
  const word = useWords();
  const states = useStateTexts();
  const query = useInfiniteQuery({
    queryKey: ['auto-replies', seller, 'decisions'],
    queryFn: ({ pageParam, signal }) =>
      call('get', '/api/v1/sellers/{sellerId}/auto-replies/decisions', {
        path: { sellerId: seller },
        query: { limit: '50', ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (query.isPending) return <Loading />;
  if (query.isError) return <Failed failure={query.error} again={() => void query.refetch()} />;
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Nothing>{t('noDecisions')}</Nothing>;
  return (
    <section className="panel">
      <div className="scroll-x">
        <table className="plain">
          <thead>
            <tr>
              <th>{t('when')}</th>
              <th>{t('conversation')}</th>
              <th>{t('decided')}</th>
              <th>{t('considered')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.decisionId}>
                <td className="nowrap">
                  <When at={item.decidedAt} seller={seller} />
                </td>
                <td>
                  <Link to={`/inbox/${encodeURIComponent(seller)}/${encodeURIComponent(item.conversationId)}`}>{item.conversationId}</Link>
                </td>
                <td>
                  <span className={`mark ${item.outcome === 'FIRED' ? 'green' : ''}`}>{word('outcome', item.outcome)}</span> {item.ruleId ?? ''}
                </td>
                <td className="small">{item.considered.map((each) => `${each.ruleId}: ${word('outcome', each.outcome)}`).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {query.hasNextPage && (
        <Button type="link" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {states('more')}
        </Button>
      )}
    </section>
  );
}
