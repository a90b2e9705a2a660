import type { Score } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { scoreTexts } from './score.texts';
import { State } from './State';

const SMALLER_IS_BETTER = /low_quality|dispute|delivery_failure|first_response/;

/** Every metric against its red line and its target. */
export function Metrics({ score }: { score: Score }) {
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
