import { useQueries } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '@/api/client';
import { Chart } from '@/charts/Chart';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useStores } from '@/shell/stores';
import { Asked } from '@/states/States';
import { scoreTexts } from './score.texts';

const AT_ONCE = 6;

/** Every store with its score, the lowest first, and the closes of some of them side by side. */
export default function StoresPage() {
  const t = useTexts(scoreTexts);
  const word = useWords();
  const numbers = useNumbers();
  const stores = useStores();
  const [chosen, setChosen] = useState<string[] | null>(null);
  const ids = chosen ?? (stores.data ?? []).slice(0, 5).map((store) => store.sellerId);
  const histories = useQueries({
    queries: ids.map((seller) => ({
      queryKey: ['score', seller, 'history', 'daily'],
      queryFn: () => call('get', '/api/v1/sellers/{sellerId}/score/history', { path: { sellerId: seller }, query: { period: 'daily' } }),
    })),
  });
  return (
    <div className="content">
      <div className="page-head">
        <h1>{t('stores')}</h1>
      </div>
      <section className="panel">
        <Asked query={stores} empty={(data) => (data.length === 0 ? t('noStores') : null)}>
          {(data) => (
            <div className="scroll-x">
              <table className="plain">
                <thead>
                  <tr>
                    <th>{t('store')}</th>
                    <th className="right">{t('score')}</th>
                    <th>{t('marketplace')}</th>
                    <th>{t('pack')}</th>
                    <th>{t('zone')}</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {data.map((store) => (
                    <tr key={store.sellerId}>
                      <td>
                        <Link to={`/stores/${encodeURIComponent(store.sellerId)}/score`}>{store.sellerId}</Link>
                      </td>
                      <td className="right num">
                        {store.score === null || store.score === undefined ? (
                          <span className="soft">{word('scoreStatus', store.status)}</span>
                        ) : (
                          <b>{numbers.points(store.score)}</b>
                        )}
                      </td>
                      <td>{store.marketplace}</td>
                      <td>{store.pack}</td>
                      <td>{store.zone}</td>
                      <td className="right">
                        <Link to={`/inbox?store=${encodeURIComponent(store.sellerId)}`}>{t('goInbox')}</Link>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Asked>
      </section>
      <section className="panel">
        <div className="spread">
          <h2>{t('side')}</h2>
          <Select
            mode="multiple"
            style={{ minWidth: 320 }}
            aria-label={t('choose')}
            placeholder={t('choose')}
            maxCount={AT_ONCE}
            value={ids}
            onChange={setChosen}
            options={(stores.data ?? []).map((store) => ({ value: store.sellerId, label: store.sellerId }))}
          />
        </div>
        <Chart
          label={t('side')}
          height={300}
          lines={{
            zone: 'UTC',
            lines: ids.map((seller, index) => ({
              name: seller,
              tone: index,
              points: (histories[index]?.data?.items ?? []).map((item): [number, number | null] => [Date.parse(item.asOf), item.score ?? null]),
            })),
          }}
        />
      </section>
    </div>
  );
}
