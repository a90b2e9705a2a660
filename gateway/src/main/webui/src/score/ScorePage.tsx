import { DownloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useRef, useState } from 'react';
import { useParams } from 'react-router';
import { address, call } from '@/api/client';
import type { Score } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useTold } from '@/live/live';
import { Asked } from '@/states/States';
import { When } from '@/time/When';
import { ForecastPanel } from './Forecast';
import { HistoryPanel } from './History';
import { Lost } from './Lost';
import { Metrics } from './Metrics';
import { scoreTexts } from './score.texts';
import { StandingPanel, StrikesPanel } from './Standing';
import { WhatIf } from './WhatIf';
import { WINDOWS, type Window } from './windows';

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
