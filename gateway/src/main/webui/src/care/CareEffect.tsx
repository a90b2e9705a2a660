import { useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { CareEffect as Effect } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { Asked } from '@/states/States';
import { Table, type Column } from '@/table/Table';
import { careTexts } from './care.texts';

type Rule = Effect['rules'][number];

/** CARE-06 and CARE-07: what rules cost, and what became of the orders they reached beside those they did not. */
export function CareEffect({ seller }: { seller: string }) {
  const t = useTexts(careTexts);
  const word = useWords();
  const numbers = useNumbers();
  const effect = useQuery({
    queryKey: ['care-effect', seller],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/care-effect', { path: { sellerId: seller } }),
  });
  const costs = useQuery({
    queryKey: ['care-costs', seller],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/care-costs', { path: { sellerId: seller } }),
  });
  const share = (value: number | null | undefined) => (value === null || value === undefined ? '–' : numbers.share(value));
  const rate = (measured: Rule['reached']) => (
    <span className="num">
      {share(measured.rate)} <span className="small soft">({t('interval', { low: share(measured.low), high: share(measured.high) })})</span>
      <div className="small soft">
        {numbers.whole(measured.disputes)} / {numbers.whole(measured.orders)} {t('disputes')}
      </div>
    </span>
  );
  const columns: Column<Rule>[] = [
    { title: t('name'), show: (rule) => rule.name ?? word('trigger', rule.trigger) },
    { title: t('sent'), figure: true, show: (rule) => numbers.whole(rule.sent) },
    { title: t('delivered'), figure: true, show: (rule) => numbers.whole(rule.delivered) },
    {
      title: t('suppressed'),
      show: (rule) => (
        <span className="small">
          {Object.entries(rule.suppressed)
            .map(([reason, count]) => `${word('reason', reason)} ${numbers.whole(count)}`)
            .join(', ')}
        </span>
      ),
    },
    { title: t('reached'), show: (rule) => rate(rule.reached) },
    { title: t('unreached'), show: (rule) => rate(rule.unreached) },
    {
      title: t('change'),
      show: (rule) => (
        <span className="num">
          {rule.change ? (
            <>
              {share(rule.change.difference)}{' '}
              <span className="small soft">({t('interval', { low: share(rule.change.low), high: share(rule.change.high) })})</span>
            </>
          ) : (
            '–'
          )}
          <div className="small soft">{t('market', { share: share(rule.market.relative) })}</div>
        </span>
      ),
    },
  ];
  return (
    <>
      <section className="panel">
        <h2>{t('effect')}</h2>
        <Asked query={effect} empty={(data) => (data.rules.length === 0 ? t('noEffect') : null)}>
          {(data) => (
            <>
              <Table columns={columns} rows={data.rules} id={(rule) => rule.ruleId} />
              <p className="small soft">{t('confidence', { share: share(data.confidence) })}</p>
            </>
          )}
        </Asked>
      </section>
      <section className="panel">
        <h2>{t('costs')}</h2>
        <Asked query={costs}>
          {(data) => (
            <table className="plain" style={{ maxWidth: 560 }}>
              <tbody>
                {data.rules.map((rule) => (
                  <tr key={rule.ruleId ?? 'hand'}>
                    <td>{rule.name ?? (rule.ruleId ? rule.ruleId : t('hand'))}</td>
                    <td className="right num">{numbers.whole(rule.messages)}</td>
                    <td className="right num">{numbers.money(rule.cost)}</td>
                  </tr>
                ))}
                <tr>
                  <td>
                    <b>{t('total')}</b> {data.month}
                  </td>
                  <td />
                  <td className="right num">
                    <b>{data.totals.map((total) => numbers.money(total)).join(' + ')}</b>
                  </td>
                </tr>
              </tbody>
            </table>
          )}
        </Asked>
      </section>
    </>
  );
}
