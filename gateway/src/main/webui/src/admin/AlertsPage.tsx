import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '@/api/client';
import type { Alert } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useTold } from '@/live/live';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Listed, type Column } from '@/table/Table';
import { usePages } from '@/table/usePages';
import { When } from '@/time/When';
import { adminTexts } from './admin.texts';

export default function AlertsPage() {
  const { seller = '' } = useParams();
  const t = useTexts(adminTexts);
  const states = useStateTexts();
  const word = useWords();
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [which, setWhich] = useState<'open' | 'all'>('open');
  const list = usePages(['alerts', seller, which], (page, signal) =>
    call('get', '/api/v1/sellers/{sellerId}/alerts', {
      path: { sellerId: seller },
      query: { limit: '50', ...(which === 'open' ? { state: 'open' as never } : {}), ...page },
      signal,
    }),
  );
  const again = () => void client.invalidateQueries({ queryKey: ['alerts', seller] });
  useTold((told) => {
    if (told.sellerId === seller && told.name.startsWith('alert.')) again();
  });
  const acknowledge = useMutation({
    mutationFn: (alert: Alert) =>
      call('post', '/api/v1/sellers/{sellerId}/alerts/{alertId}/acknowledgement', {
        path: { sellerId: seller, alertId: alert.alertId },
        ifMatch: alert.version,
      }),
    onError: (failure) => void message.error(problemText(failure, states)),
    onSettled: again,
  });
  const columns: Column<Alert>[] = [
    { title: t('raised'), tight: true, show: (alert) => <When at={alert.raisedAt} seller={seller} /> },
    {
      title: t('rule'),
      tight: true,
      show: (alert) => (
        <>
          <span className={`mark ${alert.severity === 'critical' ? 'red' : alert.severity === 'warning' ? 'amber' : ''}`}>
            {word('severity', alert.severity)}
          </span>{' '}
          {word('alertRule', alert.rule)}
        </>
      ),
    },
    { title: t('subject'), show: (alert) => <Subject seller={seller} subject={alert.subject} /> },
    { title: t('value'), figure: true, show: (alert) => <Figure line={alert.threshold} value={alert.value} /> },
    { title: t('threshold'), figure: true, show: (alert) => <Figure line={alert.threshold} value={alert.threshold} /> },
    {
      title: t('state'),
      show: (alert) => (
        <>
          {word('alert', alert.state)}{' '}
          <span className="small soft">
            {alert.acknowledgedBy ? t('by', { who: alert.acknowledgedBy }) : ''} <When at={alert.resolvedAt ?? alert.acknowledgedAt} seller={seller} />
          </span>
        </>
      ),
    },
    {
      show: (alert) =>
        alert.state === 'raised' &&
        me.may('supervisor') && (
          <Button type="link" loading={acknowledge.isPending && acknowledge.variables.alertId === alert.alertId} onClick={() => acknowledge.mutate(alert)}>
            {t('acknowledge')}
          </Button>
        ),
    },
  ];
  return (
    <div className="content">
      <div className="page-head">
        <h1>
          {t('alerts')} · {seller}
        </h1>
        <span className="grow" />
        <Segmented
          aria-label={t('state')}
          value={which}
          onChange={setWhich}
          options={[
            { value: 'open', label: t('open') },
            { value: 'all', label: t('all') },
          ]}
        />
      </div>
      <section className="panel">
        <Listed list={list} columns={columns} id={(alert) => alert.alertId} empty={t('noAlerts')} />
      </section>
    </div>
  );
}

/** What an alert is about: a metric, a measure, or in its own words. */
function Subject({ seller, subject }: { seller: string; subject: string }) {
  const word = useWords();
  const metric = word('metric', subject);
  if (metric !== subject) return <Link to={`/stores/${encodeURIComponent(seller)}/score`}>{metric}</Link>;
  const about = /^(conversation|review) (\S+), (clock|step|stage) (\S+)$/.exec(subject);
  if (about) {
    const [, kind, id = '', group = '', name] = about;
    const place = encodeURIComponent(id);
    const store = encodeURIComponent(seller);
    return (
      <>
        <Link to={kind === 'review' ? `/stores/${store}/reviews/${place}` : `/inbox/${store}/${place}`}>{id}</Link> · {word(group, name)}
      </>
    );
  }
  const line = subject.replace(/^score-under-line-of-/, '');
  const measure = word('standing', line);
  return <>{measure !== line ? measure : subject}</>;
}

/** A line of at most one is one of a share. */
function Figure({ line, value }: { line: number | null | undefined; value: number | null | undefined }) {
  const numbers = useNumbers();
  if (value === null || value === undefined) return <>–</>;
  return <>{(line ?? 2) <= 1 ? numbers.share(value) : numbers.points(value)}</>;
}
