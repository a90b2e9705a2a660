import { DownloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { address, call } from '@/api/client';
import type { Explanation, Forecast, Score } from '@/api/types';
import { Chart } from '@/charts/Chart';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useTold } from '@/live/live';
import { useZone } from '@/shell/stores';
import { useStateTexts } from '@/states/problems';
import { Asked, Failed, Loading } from '@/states/States';
import { When } from '@/time/When';
import { costTexts, scoreTexts } from './score.texts';
import { StandingPanel, StrikesPanel } from './Standing';
import { WhatIf } from './WhatIf';

const WINDOWS = ['24', '168', '720', '2160'] as const;
type Window = (typeof WINDOWS)[number];

export default function ScorePage() {
  const { seller = '' } = useParams();
  const t = useTexts(scoreTexts);
  const word = useWords();
  const client = useQueryClient();
  const [window, setWindow] = useState<Window>('720');
  const path = { sellerId: seller };
  const score = useQuery({
    queryKey: ['score', seller, 'now', window],
    queryFn: ({ signal }) => call('get', '/api/v1/sellers/{sellerId}/score', { path, query: { window }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const explanation = useQuery({
    queryKey: ['score', seller, 'explanation', window],
    queryFn: ({ signal }) => call('get', '/api/v1/sellers/{sellerId}/score/explanation', { path, query: { window }, signal }),
    placeholderData: keepPreviousData,
  });
  const waiting = useRef(false);
  useTold((told) => {
    if (told.sellerId !== seller || told.name !== 'score.changed' || waiting.current) return;
    // It is told at most once a second; the page need not be as quick.
    waiting.current = true;
    globalThis.setTimeout(() => {
      waiting.current = false;
      void client.invalidateQueries({ queryKey: ['score', seller] });
    }, 400);
  });

  return (
    <div className="content">
      <div className="page-head">
        <h1>
          {t('title')} · {seller}
        </h1>
        <span className="grow" />
        <Segmented
          aria-label={t('window')}
          value={window}
          onChange={setWindow}
          options={WINDOWS.map((value) => ({ value, label: t(`window.${value}`) }))}
        />
        <Button icon={<DownloadOutlined />} href={address('/api/v1/sellers/{sellerId}/metrics.csv', path)} download={`${seller}-metrics.csv`}>
          {t('export')}
        </Button>
      </div>
      <div className="grid">
        <section className="panel">
          <Asked query={score} rows={2}>
            {(now) => <Now seller={seller} score={now} />}
          </Asked>
        </section>
        <StandingPanel seller={seller} />
      </div>
      <section className="panel" style={{ marginTop: 12 }}>
        <h2>{t('lost')}</h2>
        <Asked query={explanation}>{(explained) => <Lost seller={seller} explanation={explained} window={window} />}</Asked>
      </section>
      <div className="grid" style={{ marginTop: 12 }}>
        <HistoryPanel seller={seller} />
        <ForecastPanel seller={seller} />
      </div>
      <section className="panel" style={{ marginTop: 12 }}>
        <h2>{t('metrics')}</h2>
        <Asked query={score}>{(now) => <Metrics score={now} />}</Asked>
      </section>
      <div className="grid" style={{ marginTop: 12 }}>
        <section className="panel">
          <h2>{t('whatIf')}</h2>
          <Asked query={explanation}>{(explained) => <WhatIf key={`${seller}/${window}`} seller={seller} window={window} explanation={explained} />}</Asked>
        </section>
        <StrikesPanel seller={seller} />
      </div>
      <p className="soft small" style={{ marginTop: 12 }}>
        {score.data ? `${t('pack')}: ${score.data.pack} · ${word('scoreStatus', score.data.status)}` : ''}
      </p>
    </div>
  );
}

function Now({ seller, score }: { seller: string; score: Score }) {
  const t = useTexts(scoreTexts);
  const numbers = useNumbers();
  const word = useWords();
  return (
    <div className="row" style={{ gap: 20, alignItems: 'flex-start' }}>
      <div>
        {score.score === null || score.score === undefined ? (
          <p>{t('none')}</p>
        ) : (
          <div className="score-now" data-testid="score">
            {numbers.points(score.score)}
          </div>
        )}
        <div className="small soft" style={{ marginTop: 6 }}>
          {t('asOf')} <When at={score.asOf} seller={seller} />
          <br />
          {t('fresh', { n: numbers.points(score.freshness.lagSeconds) })}
        </div>
      </div>
      <dl className="facts" style={{ flex: 1, minWidth: 200, alignItems: 'center' }}>
        {score.components.map((component) => (
          <Part key={component.name} name={word('component', component.name)} value={component.value} />
        ))}
      </dl>
    </div>
  );
}

function Part({ name, value }: { name: string; value: number }) {
  const numbers = useNumbers();
  return (
    <>
      <dt>{name}</dt>
      <dd className="row" style={{ flexWrap: 'nowrap' }}>
        <span className="meter" style={{ flex: 1 }} role="presentation">
          <b style={{ width: `${Math.max(0, Math.min(100, value))}%` }} className={value < 50 ? 'red' : value < 85 ? 'amber' : 'green'} />
        </span>
        <span className="num">{numbers.points(value)}</span>
      </dd>
    </>
  );
}

function Lost({ seller, explanation, window }: { seller: string; explanation: Explanation; window: Window }) {
  const t = useTexts(scoreTexts);
  const word = useWords();
  const numbers = useNumbers();
  const [open, setOpen] = useState<string | null>(null);
  const parts = [...explanation.components].sort((a, b) => (b.pointsLost ?? 0) - (a.pointsLost ?? 0));
  const { violations } = explanation;
  const toggle = (name: string) => (
    <Button type="link" aria-expanded={open === name} onClick={() => setOpen(open === name ? null : name)}>
      {open === name ? t('hide') : t('show')}
    </Button>
  );
  if ((explanation.pointsLost ?? 0) === 0 && explanation.status === 'scored') return <p className="soft">{t('nothingLost')}</p>;
  return (
    <div className="scroll-x">
      <table className="plain">
        <thead>
          <tr>
            <th>{t('component')}</th>
            <th className="right">{t('pointsLost')}</th>
            <th className="right">{t('value')}</th>
            <th className="right">{t('weight')}</th>
            <th className="right">{t('misses')}</th>
            <th className="right">{t('price')}</th>
            <th>{t('state')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <FragmentRow key={part.name} open={open === part.name} seller={seller} component={part.name} window={window}>
              <td title={t('source', { weight: part.weightFrom, curve: part.curveFrom })}>
                <b>{word('component', part.name)}</b>
                <div className="small soft">{word('metric', part.metric)}</div>
              </td>
              <td className="right num">{numbers.points(part.pointsLost ?? 0)}</td>
              <td className="right num">{part.value === null || part.value === undefined ? '–' : numbers.points(part.value)}</td>
              <td className="right num">{numbers.points(part.scaledWeight ?? part.weight)}</td>
              <td className="right num">
                {numbers.whole(part.misses)} / {numbers.whole(part.sample)}
              </td>
              <td className="right num">{part.priceOfMiss ? numbers.points(part.priceOfMiss) : '–'}</td>
              <td>
                <State state={part.state} />
              </td>
              <td className="right">{part.misses > 0 && toggle(part.name)}</td>
            </FragmentRow>
          ))}
          {violations.count > 0 && (
            <FragmentRow open={open === 'violations'} seller={seller} component="violations" window={window}>
              <td>
                <b>{word('component', 'violations')}</b>
                <div className="small soft">{t('violationsLine', { n: violations.count, each: numbers.points(violations.each) })}</div>
              </td>
              <td className="right num">{numbers.points(violations.pointsLost)}</td>
              <td colSpan={5} />
              <td className="right">{toggle('violations')}</td>
            </FragmentRow>
          )}
        </tbody>
      </table>
      {explanation.leftOut.length > 0 && (
        <p className="soft small" style={{ marginTop: 8 }}>
          {t('leftOut')}: {explanation.leftOut.map((part) => `${word('component', part.name)} (${part.sample})`).join(', ')}
        </p>
      )}
    </div>
  );
}

function FragmentRow({
  open,
  seller,
  component,
  window,
  children,
}: {
  open: boolean;
  seller: string;
  component: string;
  window: Window;
  children: React.ReactNode;
}) {
  return (
    <>
      <tr>{children}</tr>
      {open && (
        <tr>
          <td colSpan={8} style={{ background: 'var(--ground)' }}>
            <EvidenceOf seller={seller} component={component} window={window} />
          </td>
        </tr>
      )}
    </>
  );
}

type Cost = Record<string, unknown>;
const text = (cost: Cost, name: string): string | null => (typeof cost[name] === 'string' ? (cost[name] as string) : null);

function EvidenceOf({ seller, component, window }: { seller: string; component: string; window: Window }) {
  const t = useTexts(scoreTexts);
  const cost = useTexts(costTexts);
  const word = useWords();
  const states = useStateTexts();
  const query = useInfiniteQuery({
    queryKey: ['score', seller, 'evidence', component, window],
    queryFn: ({ pageParam, signal }) =>
      call('get', '/api/v1/sellers/{sellerId}/score/explanation/evidence', {
        path: { sellerId: seller },
        query: { component, window, limit: '25', ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (query.isPending) return <Loading rows={2} />;
  if (query.isError) return <Failed failure={query.error} again={() => void query.refetch()} />;
  const items = query.data.pages.flatMap((page) => page.items as Cost[]);
  if (items.length === 0) return <p className="soft">{t('evidenceNone')}</p>;
  return (
    <>
      <table className="plain">
        <tbody>
          {items.map((item, index) => {
            const event = text(item, 'event') ?? '';
            const conversation = text(item, 'conversationId');
            const review = text(item, 'reviewId');
            const order = text(item, 'orderId');
            const flags = Array.isArray(item.flags) ? (item.flags as string[]) : [];
            const rules = Array.isArray(item.rules) ? (item.rules as string[]) : [];
            return (
              <tr key={index}>
                <td className="nowrap">
                  <When at={text(item, 'at')} seller={seller} />
                </td>
                <td>
                  {event in costTexts ? cost(event as keyof typeof costTexts) : event}
                  {text(item, 'clock') ? ` · ${word('clock', text(item, 'clock'))}` : ''}
                  {flags.map((flag) => ` · ${word('flag', flag)}`).join('')}
                  {rules.map((rule) => ` · ${rule}`).join('')}
                </td>
                <td className="soft">
                  {text(item, 'dueAt') && (
                    <>
                      {t('due')} <When at={text(item, 'dueAt')} seller={seller} />{' '}
                    </>
                  )}
                  {text(item, 'doneAt') && (
                    <>
                      {t('doneAt')} <When at={text(item, 'doneAt')} seller={seller} />
                    </>
                  )}
                </td>
                <td className="right">
                  {conversation ? (
                    <Link to={`/inbox/${encodeURIComponent(seller)}/${encodeURIComponent(conversation)}`}>{t('openConversation')}</Link>
                  ) : review ? (
                    <Link to={`/stores/${encodeURIComponent(seller)}/reviews/${encodeURIComponent(review)}`}>{t('openReview')}</Link>
                  ) : order ? (
                    t('order', { id: order })
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {query.hasNextPage && (
        <Button type="link" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {states('more')}
        </Button>
      )}
    </>
  );
}

export function State({ state }: { state: string }) {
  const word = useWords();
  return <span className={`mark ${state === 'red' ? 'red' : state === 'warn' ? 'amber' : state === 'ok' ? 'green' : ''}`}>{word('state', state)}</span>;
}

const SMALLER_IS_BETTER = /low_quality|dispute|delivery_failure|first_response/;

function Metrics({ score }: { score: Score }) {
  const t = useTexts(scoreTexts);
  const word = useWords();
  const numbers = useNumbers();
  const show = (name: string, value: number | null | undefined) =>
    value === null || value === undefined
      ? '–'
      : name.startsWith('first_response')
        ? t('seconds', { n: numbers.whole(Math.round(value)) })
        : name === 'stars_average'
          ? numbers.points(value)
          : numbers.share(value);
  return (
    <div className="scroll-x">
      <table className="plain">
        <thead>
          <tr>
            <th>{t('metric')}</th>
            <th style={{ width: '26%' }} aria-label={t('value')} />
            <th className="right">{t('value')}</th>
            <th className="right">{t('redLine')}</th>
            <th className="right">{t('target')}</th>
            <th className="right">{t('sample')}</th>
            <th>{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(score.metrics).map(([name, metric]) => {
            // Small rates are drawn on a scale that ends behind their red line, times on one of it too.
            const scale = SMALLER_IS_BETTER.test(name)
              ? Math.max((metric.redLine ?? 0) * 2, (metric.value ?? 0) * 1.1, 1e-9)
              : name === 'stars_average'
                ? 5
                : 1;
            const at = (value: number) => `${Math.max(0, Math.min(100, (value / scale) * 100))}%`;
            return (
              <tr key={name}>
                <td>{word('metric', name)}</td>
                <td>
                  {metric.value !== null && metric.value !== undefined && (
                    <span className="meter" style={{ display: 'block' }} role="presentation">
                      <b style={{ width: at(metric.value) }} className={metric.state === 'red' ? 'red' : metric.state === 'warn' ? 'amber' : 'green'} />
                      {metric.redLine !== null && metric.redLine !== undefined && <i className="line" style={{ left: at(metric.redLine) }} />}
                      {metric.target !== null && metric.target !== undefined && <i style={{ left: at(metric.target) }} />}
                    </span>
                  )}
                </td>
                <td className="right num">{show(name, metric.value)}</td>
                <td className="right num">{show(name, metric.redLine)}</td>
                <td className="right num">{show(name, metric.target)}</td>
                <td className="right num">{numbers.whole(metric.sample)}</td>
                <td>
                  <State state={metric.state} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function HistoryPanel({ seller }: { seller: string }) {
  const t = useTexts(scoreTexts);
  const word = useWords();
  const zone = useZone(seller);
  const [period, setPeriod] = useState<'daily' | 'weekly'>('daily');
  const history = useQuery({
    queryKey: ['score', seller, 'history', period],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/score/history', { path: { sellerId: seller }, query: { period } }),
    placeholderData: keepPreviousData,
  });
  const standing = useQuery({
    queryKey: ['score', seller, 'standing'],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/standing', { path: { sellerId: seller } }),
  });
  const thresholds = (standing.data?.rules ?? [])
    .filter((rule) => rule.metric === null && rule.of === null && rule.line !== null && rule.line !== undefined)
    .map((rule) => ({ name: word('standing', rule.name), at: rule.line ?? 0 }));
  return (
    <section className="panel">
      <div className="spread">
        <h2>{t('history')}</h2>
        <Segmented
          aria-label={t('history')}
          value={period}
          onChange={setPeriod}
          options={(['daily', 'weekly'] as const).map((value) => ({ value, label: t(`period.${value}`) }))}
        />
      </div>
      <Asked query={history}>
        {(data) => (
          <>
            <Chart
              label={t('history')}
              lines={{
                zone,
                lines: [
                  {
                    name: t('score'),
                    tone: 'brand',
                    points: data.items.map((item) => [Date.parse(item.asOf), item.score ?? null]),
                  },
                ],
                thresholds,
              }}
            />
            <p className="soft small">{t('provisional')}</p>
          </>
        )}
      </Asked>
    </section>
  );
}

function ForecastPanel({ seller }: { seller: string }) {
  const t = useTexts(scoreTexts);
  const zone = useZone(seller);
  const forecast = useQuery({
    queryKey: ['score', seller, 'forecast'],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/score/forecast', { path: { sellerId: seller } }),
  });
  return (
    <section className="panel">
      <h2>{t('forecast')}</h2>
      <Asked query={forecast}>
        {(data) => (
          <>
            <Chart
              label={t('forecast')}
              lines={{
                zone,
                fan: true,
                lines: [
                  { name: t('noneAnswered'), tone: 'bad', points: data.points.map((point) => [Date.parse(point.at), point.noneAnswered ?? null]) },
                  { name: t('allAnswered'), tone: 'good', points: data.points.map((point) => [Date.parse(point.at), point.allAnswered ?? null]) },
                ],
              }}
            />
            <Crossings forecast={data} />
          </>
        )}
      </Asked>
    </section>
  );
}

function Crossings({ forecast }: { forecast: Forecast }) {
  const t = useTexts(scoreTexts);
  const word = useWords();
  const numbers = useNumbers();
  const told = forecast.thresholds.flatMap((threshold) => {
    const rate = threshold.metric !== null && threshold.metric !== undefined;
    const line = t(threshold.crossedWhen === 'above' ? 'lineAbove' : 'lineBelow', {
      name: word('standing', threshold.name),
      line: rate ? numbers.share(threshold.line) : numbers.whole(threshold.line),
    });
    if (!threshold.crossed && threshold.noneAnswered) return [t('crosses', { line, n: threshold.noneAnswered.hours })];
    if (threshold.crossed && threshold.allAnswered) return [t('recovers', { line, n: threshold.allAnswered.hours })];
    return [];
  });
  const open = Object.entries(forecast.open).filter(([, count]) => count > 0);
  return (
    <>
      {told.length === 0 ? <p className="soft">{t('noCrossing')}</p> : told.map((line) => <p key={line}>{line}</p>)}
      {open.length > 0 && (
        <p className="soft small">
          {t('openWork')}: {open.map(([name, count]) => `${word('metric', name)} ${numbers.whole(count)}`).join(' · ')}
        </p>
      )}
    </>
  );
}
