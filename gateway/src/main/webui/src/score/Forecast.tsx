import { useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { Forecast } from '@/api/types';
import { Chart } from '@/charts/Chart';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useZone } from '@/shell/stores';
import { Asked } from '@/states/States';
import { scoreTexts } from './score.texts';

/** SCO-05: what becomes of the score if nothing open is done, and if all of it is. */
export function ForecastPanel({ seller }: { seller: string }) {
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
