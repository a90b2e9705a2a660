import { PrinterOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { address, call, freshKey } from '@/api/client';
import type { Review } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { When } from '@/time/When';
import { reviewTexts } from './reviews.texts';
import { useSettled } from './useSettled';

/** REV-06: the appeal, with its evidence pack to print. */
export function AppealPanel({ seller, review, why }: { seller: string; review: Review; why: string | null }) {
  const t = useTexts(reviewTexts);
  const word = useWords();
  const numbers = useNumbers();
  const me = useMe();
  const settled = useSettled(seller, review.reviewId);
  const [statement, setStatement] = useState('');
  const appeals = useQuery({
    queryKey: ['appeals', seller, review.reviewId],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/appeals', { path: { sellerId: seller }, query: { limit: '200' } }),
    enabled: Boolean(review.appeal),
  });
  const send = useMutation({
    mutationFn: () =>
      call('post', '/api/v1/sellers/{sellerId}/reviews/{reviewId}/appeal', {
        path: { sellerId: seller, reviewId: review.reviewId },
        body: { statement },
        idempotencyKey: freshKey(),
      }),
    onSuccess: () => setStatement(''),
    ...settled,
  });
  const mine = appeals.data?.items.find((appeal) => appeal.reviewId === review.reviewId);
  return (
    <section className="panel">
      <h2>{t('appeal')}</h2>
      {review.appeal && (
        <div className="stacked">
          <div className="row">
            <span className="mark">{word('appeal', review.appeal.state)}</span>
            {mine && (
              <span className="small soft">
                <When at={mine.appealedAt} seller={seller} /> {mine.agentId}
              </span>
            )}
            <a
              href={address('/api/v1/sellers/{sellerId}/appeals/{appealId}/evidence-pack', { sellerId: seller, appealId: review.appeal.appealId }, { format: 'html' })}
              target="_blank"
              rel="noreferrer"
            >
              <PrinterOutlined /> {t('pack')}
            </a>
          </div>
          {mine && <p className="quote">{mine.statement}</p>}
          {mine?.usuallyPassed && mine.usuallyDecidedBy && (
            <p className="small soft">
              {t('usual', {
                share: numbers.share(mine.usuallyPassed),
                hours: numbers.whole(Math.round((Date.parse(mine.usuallyDecidedBy) - Date.parse(mine.appealedAt)) / 3_600_000)),
              })}
            </p>
          )}
        </div>
      )}
      {me.may('supervisor') && why === null && (
        <div className="stacked">
          <Input.TextArea value={statement} autoSize={{ minRows: 2, maxRows: 8 }} placeholder={t('statement')} aria-label={t('statement')} onChange={(event) => setStatement(event.target.value)} />
          <div>
            <Button disabled={!statement.trim()} loading={send.isPending} onClick={() => send.mutate()}>
              {t('appeal')}
            </Button>
          </div>
        </div>
      )}
      {why !== null && !review.appeal && <p className="soft">{why}</p>}
    </section>
  );
}
