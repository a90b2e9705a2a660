import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
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
import { Failed, Loading, Nothing } from '@/states/States';
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
  const query = useInfiniteQuery({
    queryKey: ['alerts', seller, which],
    queryFn: ({ pageParam, signal }) =>
      call('get', '/api/v1/sellers/{sellerId}/alerts', {
        path: { sellerId: seller },
        query: { limit: '50', ...(which === 'open' ? { state: 'open' as never } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  useTold((told) => {
    if (told.sellerId === seller && told.name.startsWith('alert.')) void client.invalidateQueries({ queryKey: ['alerts', seller] });
  });
  const acknowledge = useMutation({
    mutationFn: (alert: Alert) =>
      call('post', '/api/v1/sellers/{sellerId}/alerts/{alertId}/acknowledgement', {
        path: { sellerId: seller, alertId: alert.alertId },
        ifMatch: alert.version,
      }),
    onError: (failure) => void message.error(problemText(failure, states)),
    onSettled: () => void client.invalidateQueries({ queryKey: ['alerts', seller] }),
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
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
        {query.isPending ? (
          <Loading />
        ) : query.isError && items.length === 0 ? (
          <Failed failure={query.error} again={() => void query.refetch()} />
        ) : items.length === 0 ? (
          <Nothing>{t('noAlerts')}</Nothing>
        ) : (
          <div className="scroll-x">
            <table className="plain">
              <thead>
                <tr>
                  <th>{t('raised')}</th>
                  <th>{t('rule')}</th>
                  <th>{t('subject')}</th>
                  <th className="right">{t('value')}</th>
                  <th className="right">{t('threshold')}</th>
                  <th>{t('state')}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {items.map((alert) => (
                  <tr key={alert.alertId}>
                    <td className="nowrap">
                      <When at={alert.raisedAt} seller={seller} />
                    </td>
                    <td className="nowrap">
                      <span className={`mark ${alert.severity === 'critical' ? 'red' : alert.severity === 'warning' ? 'amber' : ''}`}>
                        {word('severity', alert.severity)}
                      </span>{' '}
                      {word('alertRule', alert.rule)}
                    </td>
                    <td>
                      <Subject seller={seller} subject={alert.subject} />
                    </td>
                    <td className="right num">
                      <Figure subject={alert.subject} value={alert.value} />
                    </td>
                    <td className="right num">
                      <Figure subject={alert.subject} value={alert.threshold} />
                    </td>
                    <td>
                      {word('alert', alert.state)}{' '}
                      <span className="small soft">
                        {alert.acknowledgedBy ? t('by', { who: alert.acknowledgedBy }) : ''} <When at={alert.resolvedAt ?? alert.acknowledgedAt} seller={seller} />
                      </span>
                    </td>
                    <td className="right">
                      {alert.state === 'raised' && me.may('supervisor') && (
                        <Button type="link" loading={acknowledge.isPending && acknowledge.variables.alertId === alert.alertId} onClick={() => acknowledge.mutate(alert)}>
                          {t('acknowledge')}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {query.hasNextPage && (
          <Button type="link" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {states('more')}
          </Button>
        )}
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

function Figure({ subject, value }: { subject: string; value: number | null | undefined }) {
  const numbers = useNumbers();
  if (value === null || value === undefined) return <>–</>;
  return <>{/rate|coverage/.test(subject) ? numbers.share(value) : numbers.points(value)}</>;
}
