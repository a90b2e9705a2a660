import { useQuery } from '@tanstack/react-query';
import { call } from '@/api/client';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useStateTexts } from '@/states/problems';
import { Asked } from '@/states/States';
import { When } from '@/time/When';
import { AppealPanel } from './Appeal';
import { ChecksPanel } from './Checks';
import { Classification } from './Classification';
import { Compensation } from './Compensation';
import { ReplyPanel } from './Reply';
import { reviewTexts } from './reviews.texts';
import { Stars } from './Stars';
import { Steps } from './Steps';

export function ReviewCase({ seller, id }: { seller: string; id: string }) {
  const t = useTexts(reviewTexts);
  const word = useWords();
  const path = { sellerId: seller, reviewId: id };
  const query = useQuery({
    queryKey: ['review', seller, id],
    queryFn: ({ signal }) => call('get', '/api/v1/sellers/{sellerId}/reviews/{reviewId}', { path, signal }),
  });
  const actions = useQuery({
    queryKey: ['review', seller, id, 'actions'],
    queryFn: ({ signal }) => call('get', '/api/v1/sellers/{sellerId}/reviews/{reviewId}/actions', { path, signal }),
  });
  const states = useStateTexts();
  const why = (action: string): string | null => {
    const item = actions.data?.items.find((each) => each.action === action);
    // REV-04: what the marketplace forbids is not among the actions.
    if (!item) return actions.data ? states.code('INVITATION_FORBIDDEN') : '';
    return item.allowed ? null : `${states.code(item.code)} ${item.rule ? `(${states('rule', { rule: item.rule })})` : ''}`;
  };
  return (
    <Asked query={query}>
      {(review) => (
        <>
          <section className="panel">
            <div className="spread">
              <Stars stars={review.stars} />
              <span className="small soft">
                {t('posted')} <When at={review.postedAt} seller={seller} />
              </span>
            </div>
            {review.title && <h2 style={{ marginTop: 6 }}>{review.title}</h2>}
            <p className="quote">{review.text || t('noText')}</p>
            {review.revisions.map((revision) => (
              <p key={revision.revisedAt} className="small">
                {t('revisions')}: <Stars stars={revision.stars} /> <When at={revision.revisedAt} seller={seller} /> {revision.text}
              </p>
            ))}
            <dl className="facts" style={{ marginTop: 8 }}>
              <dt>{t('order')}</dt>
              <dd>{review.orderId}</dd>
              <dt>{t('product')}</dt>
              <dd>{review.productId}</dd>
              <dt>{t('buyer')}</dt>
              <dd>
                {review.buyer.id} {review.buyer.country ?? ''}
              </dd>
              <dt>{t('class')}</dt>
              <dd>
                <Classification seller={seller} review={review} />
              </dd>
              <dt>{t('replyDue')}</dt>
              <dd>
                <When at={review.replyDueAt} seller={seller} />
              </dd>
            </dl>
          </section>
          <section className="panel">
            <h2>{t('stages')}</h2>
            {review.stages.length === 0 ? (
              <p className="soft">{t('noStages')}</p>
            ) : (
              <table className="plain">
                <tbody>
                  {review.stages.map((stage) => (
                    <tr key={stage.name}>
                      <td>
                        <b>{word('stage', stage.name)}</b>
                      </td>
                      <td>
                        <span
                          className={`mark ${stage.state === 'OVERDUE' ? 'red' : stage.state === 'COMPLETED' ? 'green' : stage.state === 'COMPLETED_LATE' ? 'amber' : ''}`}
                        >
                          {word('stageState', stage.state)}
                        </span>
                      </td>
                      <td className="soft">
                        {t('due')} <When at={stage.dueAt} seller={seller} />
                        {stage.completedAt && (
                          <>
                            {' · '}
                            {t('done')} <When at={stage.completedAt} seller={seller} /> {stage.owner ?? ''}
                          </>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <Steps seller={seller} review={review} why={why} />
          </section>
          <ReplyPanel seller={seller} review={review} why={why('reply')} />
          <Compensation seller={seller} review={review} />
          <AppealPanel seller={seller} review={review} why={why('appeal')} />
          <ChecksPanel seller={seller} id={id} />
        </>
      )}
    </Asked>
  );
}
