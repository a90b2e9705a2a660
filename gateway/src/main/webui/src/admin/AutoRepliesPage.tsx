import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '@/api/client';
import type { AutoReply, Decision } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { Listed, RowActions, type Column } from '@/table/Table';
import { usePages } from '@/table/usePages';
import { useRemoval } from '@/table/useRemoval';
import { When } from '@/time/When';
import { adminTexts } from './admin.texts';
import { AutoReplyForm, DebtLine } from './AutoReplyForm';

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

function Rules({ seller }: { seller: string }) {
  const t = useTexts(adminTexts);
  const word = useWords();
  const me = useMe();
  const [editing, setEditing] = useState<AutoReply | 'new' | null>(null);
  const key = ['auto-replies', seller];
  const list = usePages(key, (page, signal) =>
    call('get', '/api/v1/sellers/{sellerId}/auto-replies', { path: { sellerId: seller }, query: { limit: '50', ...page }, signal }),
  );
  const remove = useRemoval<AutoReply>(key, (rule) =>
    call('delete', '/api/v1/sellers/{sellerId}/auto-replies/{ruleId}', { path: { sellerId: seller, ruleId: rule.ruleId }, ifMatch: rule.version }),
  );
  const columns: Column<AutoReply>[] = [
    { title: t('id'), show: (rule) => rule.ruleId },
    {
      title: t('trigger'),
      show: (rule) => (
        <>
          {word('autoTrigger', rule.trigger)}
          <div className="small soft">{[...rule.scenes.map((scene) => word('scene', scene)), ...rule.keywords].join(', ')}</div>
        </>
      ),
    },
    {
      title: t('texts'),
      show: (rule) => (
        <>
          {Object.entries(rule.texts).map(([language, text]) => (
            <div key={language}>
              <span className="mark">{language}</span> {text}
            </div>
          ))}
          <DebtLine rule={rule} />
        </>
      ),
    },
    { title: t('state'), show: (rule) => <span className={`mark ${rule.active ? 'green' : ''}`}>{rule.active ? t('active') : t('inactive')}</span> },
    ...(me.may('supervisor') ? [{ show: (rule: AutoReply) => <RowActions edit={() => setEditing(rule)} remove={() => remove(rule)} /> }] : []),
  ];
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
        <Listed list={list} columns={columns} id={(rule) => rule.ruleId} empty={t('noRules')} />
      </section>
      {editing && <AutoReplyForm seller={seller} rule={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
    </>
  );
}

function Decisions({ seller }: { seller: string }) {
  const t = useTexts(adminTexts);
  const word = useWords();
  const list = usePages(['auto-replies', seller, 'decisions'], (page, signal) =>
    call('get', '/api/v1/sellers/{sellerId}/auto-replies/decisions', { path: { sellerId: seller }, query: { limit: '50', ...page }, signal }),
  );
  const columns: Column<Decision>[] = [
    { title: t('when'), tight: true, show: (item) => <When at={item.decidedAt} seller={seller} /> },
    {
      title: t('conversation'),
      show: (item) => <Link to={`/inbox/${encodeURIComponent(seller)}/${encodeURIComponent(item.conversationId)}`}>{item.conversationId}</Link>,
    },
    {
      title: t('decided'),
      show: (item) => (
        <>
          <span className={`mark ${item.outcome === 'FIRED' ? 'green' : ''}`}>{word('outcome', item.outcome)}</span> {item.ruleId ?? ''}
        </>
      ),
    },
    {
      title: t('considered'),
      show: (item) => <span className="small">{item.considered.map((each) => `${each.ruleId}: ${word('outcome', each.outcome)}`).join(' · ')}</span>,
    },
  ];
  return (
    <section className="panel">
      <Listed list={list} columns={columns} id={(item) => item.decisionId} empty={t('noDecisions')} />
    </section>
  );
}
