import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Slider } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { call } from '@/api/client';
import type { Explanation, SimulationAsked } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { Failed } from '@/states/States';
import { scoreTexts } from './score.texts';

/** Metrics that count what went wrong; the others count what was done. */
const WRONGS = new Set(['low_quality_rate', 'dispute_rate', 'delivery_failure_rate']);

export interface Wish {
  misses: Readonly<Record<string, number>>;
  weights: Readonly<Record<string, number>>;
}

/** What to ask of the score for other misses and weights: only what differs from how it is. */
export function wished(explanation: Explanation, wish: Wish): SimulationAsked {
  const counters: Record<string, number> = {};
  const weights: Record<string, number> = {};
  for (const part of explanation.components) {
    const misses = wish.misses[part.name];
    if (misses !== undefined && misses !== part.misses) {
      const fewer = part.misses - misses;
      counters[part.met.counter] = WRONGS.has(part.metric) ? Math.max(0, part.met.sum - fewer) : Math.max(0, part.met.sum + fewer);
    }
    const weight = wish.weights[part.name];
    if (weight !== undefined && weight !== part.weight) weights[part.name] = weight;
  }
  return {
    ...(Object.keys(counters).length > 0 ? { counters } : {}),
    ...(Object.keys(weights).length > 0 ? { weights } : {}),
  };
}

const PAUSE = 200;

export function WhatIf({ seller, window, explanation }: { seller: string; window: string; explanation: Explanation }) {
  const t = useTexts(scoreTexts);
  const word = useWords();
  const numbers = useNumbers();
  const [wish, setWish] = useState<Wish>({ misses: {}, weights: {} });
  const [settled, setSettled] = useState(wish);
  useEffect(() => {
    const timer = globalThis.setTimeout(() => setSettled(wish), PAUSE);
    return () => globalThis.clearTimeout(timer);
  }, [wish]);
  const body = useMemo(() => wished(explanation, settled), [explanation, settled]);
  const query = useQuery({
    queryKey: ['score', seller, 'what-if', window, body],
    queryFn: ({ signal }) =>
      call('post', '/api/v1/sellers/{sellerId}/score/simulations', { path: { sellerId: seller }, query: { window }, body, signal }),
    placeholderData: keepPreviousData,
  });
  const answer = query.data;
  const difference = answer?.difference ?? 0;
  return (
    <>
      <p className="soft small">{t('whatIfLead')}</p>
      {query.error && <Failed failure={query.error} />}
      {answer && answer.actual.score !== null && answer.actual.score !== undefined && (
        <p aria-live="polite" data-testid="what-if">
          <b className={difference > 0 ? 'green' : difference < 0 ? 'red' : ''}>
            {t('becomes', {
              before: numbers.points(answer.actual.score),
              after: answer.simulated.score === null || answer.simulated.score === undefined ? '–' : numbers.points(answer.simulated.score),
              difference: `${difference > 0 ? '+' : difference < 0 ? '−' : '±'}${numbers.points(Math.abs(difference))}`,
            })}
          </b>
        </p>
      )}
      <div className="row">
        <Button onClick={() => setWish({ ...wish, misses: Object.fromEntries(explanation.components.map((part) => [part.name, 0])) })}>{t('answerAll')}</Button>
        <Button onClick={() => setWish({ misses: {}, weights: {} })}>{t('reset')}</Button>
      </div>
      {explanation.components
        .filter((part) => part.sample > 0)
        .map((part) => {
          const label = t('missesOf', { name: word('component', part.name) });
          return (
            <div key={part.name}>
              <div className="spread small" style={{ marginTop: 8 }}>
                <span>{label}</span>
                <span className="num">{numbers.whole(wish.misses[part.name] ?? part.misses)}</span>
              </div>
              <Slider
                min={0}
                max={Math.max(part.misses * 2, 5)}
                value={wish.misses[part.name] ?? part.misses}
                ariaLabelForHandle={label}
                onChange={(value: number) => setWish({ ...wish, misses: { ...wish.misses, [part.name]: value } })}
              />
            </div>
          );
        })}
      {explanation.components.map((part) => {
        const label = t('weightOf', { name: word('component', part.name) });
        return (
          <div key={part.name}>
            <div className="spread small">
              <span>{label}</span>
              <span className="num">{numbers.whole(wish.weights[part.name] ?? part.weight)}</span>
            </div>
            <Slider
              min={0}
              max={100}
              value={wish.weights[part.name] ?? part.weight}
              ariaLabelForHandle={label}
              onChange={(value: number) => setWish({ ...wish, weights: { ...wish.weights, [part.name]: value } })}
            />
          </div>
        );
      })}
    </>
  );
}
