import { DownloadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useParams } from 'react-router';
import { address, call } from '@/api/client';
import type { AuditEntry } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { Listed, type Column } from '@/table/Table';
import { usePages } from '@/table/usePages';
import { When } from '@/time/When';
import { operationsTexts } from './operations.texts';

const TONE = { DONE: 'green', REFUSED: 'amber', FAILED: 'red', UNKNOWN: '' } as const;

/** Who did what to a store. */
export default function AuditPage() {
  const { seller = '' } = useParams();
  const t = useTexts(operationsTexts);
  const word = useWords();
  const [asked, setAsked] = useState({ actor: '', action: '', from: '', to: '' });
  const wanted = useDeferredValue(asked);
  const path = { sellerId: seller };
  const query = {
    ...(wanted.actor.trim() ? { actor: wanted.actor.trim() } : {}),
    ...(wanted.action.trim() ? { action: wanted.action.trim() } : {}),
    ...(wanted.from ? { from: `${wanted.from}:00Z` } : {}),
    ...(wanted.to ? { to: `${wanted.to}:00Z` } : {}),
  };
  const list = usePages(['audit', seller, query], (page, signal) =>
    call('get', '/api/v1/sellers/{sellerId}/audit', { path, query: { limit: 50, ...query, ...page } as never, signal }),
  );
  const columns: Column<AuditEntry>[] = [
    { title: t('at'), tight: true, show: (entry) => <When at={entry.at} seller={seller} /> },
    {
      title: t('actor'),
      show: (entry) => (
        <>
          {entry.actor} <span className="small soft">{entry.roles.map((role) => word('role', role)).join(', ')}</span>
        </>
      ),
    },
    {
      title: t('action'),
      show: (entry) => (
        <>
          {entry.action}
          <div className="small soft anywhere">
            {entry.method} {entry.path.replace('/api/v1/sellers/{sellerId}', '…')}
          </div>
        </>
      ),
    },
    { title: t('about'), show: (entry) => <span className="anywhere">{Object.values(entry.ids).join(', ')}</span> },
    {
      title: t('outcome'),
      show: (entry) => (
        <span title={t('trace', { id: entry.traceId })}>
          <span className={`mark ${TONE[entry.outcome]}`}>{t(`outcome.${entry.outcome}`)}</span> <span className="num">{entry.status ?? ''}</span>
        </span>
      ),
    },
  ];
  const field = (name: keyof typeof asked, label: string, width: number, more: object = {}) => (
    <label className="small soft">
      {label}
      <br />
      <Input style={{ width }} allowClear value={asked[name]} onChange={(event) => setAsked({ ...asked, [name]: event.target.value })} {...more} />
    </label>
  );
  return (
    <div className="content">
      <div className="page-head">
        <h1>
          {t('audit')} · {seller}
        </h1>
        <span className="grow" />
        <Button icon={<DownloadOutlined />} href={address('/api/v1/sellers/{sellerId}/audit.csv', path, query)} download={`${seller}-audit.csv`}>
          {t('export')}
        </Button>
      </div>
      <section className="panel">
        <p className="soft">{t('auditLead')}</p>
        <div className="row" style={{ marginBottom: 10 }}>
          {field('actor', t('actor'), 150)}
          {field('action', t('action'), 270, { placeholder: t('actionHint') })}
          {field('from', t('from'), 200, { type: 'datetime-local' })}
          {field('to', t('to'), 200, { type: 'datetime-local' })}
        </div>
        <Listed list={list} columns={columns} id={(entry) => entry.auditId} empty={t('noAudit')} />
      </section>
    </div>
  );
}
