import { useQuery } from '@tanstack/react-query';
import { call, Problem } from '@/api/client';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { Asked } from '@/states/States';
import { When } from '@/time/When';
import { offered } from './remedies';
import { reviewTexts } from './reviews.texts';
import { Stars } from './Stars';

/** REV-09: the rule, the closest earlier cases, the alternatives. */
export function ChecksPanel({ seller, id }: { seller: string; id: string }) {
  const t = useTexts(reviewTexts);
  const word = useWords();
  const numbers = useNumbers();
  const query = useQuery({
    queryKey: ['review', seller, id, 'checks'],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/reviews/{reviewId}/checks', { path: { sellerId: seller, reviewId: id } }),
    retry: (count, failure) => !(failure instanceof Problem) && count < 1,
  });
  return (
    <section className="panel">
      <h2>{t('checks')}</h2>
      <Asked query={query}>
        {({ platformRule, precedents, alternatives }) => (
          <div className="stacked">
            <div>
              <h3>{t('platform')}</h3>
              {platformRule.rule} · {platformRule.pack} · {platformRule.invitationAllowed ? t('invitationAllowed') : t('invitationForbidden')}
              {platformRule.usuallyPassed && platformRule.usuallyTakesSeconds
                ? ` ${t('usual', { share: numbers.share(platformRule.usuallyPassed), hours: numbers.whole(platformRule.usuallyTakesSeconds / 3600) })}`
                : ''}
            </div>
            <div>
              <h3>{t('precedents')}</h3>
              {precedents.length === 0 && <p className="soft">{t('noPrecedents')}</p>}
              {precedents.map((precedent) => (
                <div key={precedent.reviewId} className="row small">
                  <Stars stars={precedent.stars} />
                  {precedent.postedStars !== precedent.stars && <span>{t('was', { stars: precedent.postedStars })}</span>}
                  <span>{word('class', precedent.class)}</span>
                  <span className="soft">{precedent.productId}</span>
                  {precedent.compensated && <span className="mark green">{t('compensated', { what: word('remedy', precedent.compensated.toUpperCase().replaceAll('-', '_')) })}</span>}
                  {precedent.hidden && <span className="mark">{t('hidden')}</span>}
                  <When at={precedent.postedAt} seller={seller} />
                </div>
              ))}
            </div>
            <div>
              <h3>{t('alternatives')}</h3>
              {alternatives.alternatives.length === 0 && <p className="soft">{alternatives.why ? word('why', alternatives.why) : t('noProposal')}</p>}
              {alternatives.alternatives.map((alternative) => (
                <div key={alternative.number}>
                  {alternative.number}. {offered(alternative.remedies, word, numbers.share)}
                </div>
              ))}
            </div>
          </div>
        )}
      </Asked>
    </section>
  );
}
