import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { call } from '@/api/client';
import { Chart } from '@/charts/Chart';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useZone } from '@/shell/stores';
import { Asked } from '@/states/States';
import { scoreTexts } from './score.texts';

/** SCO-08: the closes, with the lines a standing hangs on (SCO-03). */
export function HistoryPanel({ seller }: { seller: string }) {
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
