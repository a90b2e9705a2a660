import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { call } from '@/api/client';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { Asked } from '@/states/States';
import { When } from '@/time/When';
import { scoreTexts } from './score.texts';

export function StandingPanel({ seller }: { seller: string }) {
  const t = useTexts(scoreTexts);
  const word = useWords();
  const numbers = useNumbers();
  const query = useQuery({
    queryKey: ['score', seller, 'standing'],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/standing', { path: { sellerId: seller } }),
  });
  return (
    <section className="panel">
      <h2>{t('standing')}</h2>
      <Asked query={query} rows={2}>
        {(standing) => (
          <>
            {standing.frozenUntil && (
              <Alert
                type="error"
                showIcon
                message={
                  <>
                    {t('frozenUntil')} <When at={standing.frozenUntil} seller={seller} />
                  </>
                }
              />
            )}
            {standing.measures.length === 0 && !standing.frozenUntil && <p className="green">{t('noMeasure')}</p>}
            <table className="plain">
              <tbody>
                {standing.rules.map((rule) => (
                  <tr key={rule.name}>
                    <td>
                      {word('standing', rule.name)}
                      {rule.line !== null && rule.line !== undefined && (
                        <div className="small soft">
                          {rule.metric ? word('metric', rule.metric) : t('score')} {rule.crossedWhen === 'above' ? '>' : '<'}{' '}
                          {rule.metric ? numbers.share(rule.line) : numbers.whole(rule.line)}
                        </div>
                      )}
                    </td>
                    <td className="small soft num">{t('run', { n: Math.min(rule.run, rule.closes), of: rule.closes })}</td>
                    <td className="right">
                      {rule.inForce ? (
                        <span className="mark red">
                          {t('inForce')} {rule.since && <When at={rule.since} seller={seller} />}
                        </span>
                      ) : (
                        <span className={`mark ${rule.run > 0 ? 'amber' : ''}`}>{t('watched')}</span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </Asked>
    </section>
  );
}

export function StrikesPanel({ seller }: { seller: string }) {
  const t = useTexts(scoreTexts);
  const word = useWords();
  const query = useQuery({
    queryKey: ['score', seller, 'strikes'],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/strikes', { path: { sellerId: seller }, query: { limit: '20' } }),
  });
  return (
    <section className="panel">
      <h2>{t('strikes')}</h2>
      <Asked query={query} rows={2} empty={(data) => (data.items.length === 0 ? t('noStrikes') : null)}>
        {(strikes) => (
          <>
            <p>{t('strikesLine', { n: strikes.unspent, of: strikes.freezeAt })}</p>
            <table className="plain">
              <tbody>
                {strikes.items.map((violation) => (
                  <tr key={violation.violationId}>
                    <td className="nowrap">
                      <When at={violation.violatedAt} seller={seller} />
                    </td>
                    <td>{violation.rules.join(', ')}</td>
                    <td>{violation.agentId}</td>
                    <td className="right">
                      <span className={`mark ${violation.strike === 'unspent' ? 'red' : ''}`}>{word('strike', violation.strike)}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </Asked>
    </section>
  );
}
