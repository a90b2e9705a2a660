import { useMutation } from '@tanstack/react-query';
import { Select } from 'antd';
import { call, freshKey } from '@/api/client';
import type { Review } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { reviewTexts } from './reviews.texts';
import { useSettled } from './useSettled';

type Classes = 'LOGISTICS' | 'PRODUCT' | 'SERVICE' | 'MALICIOUS';
const CLASSES: Classes[] = ['LOGISTICS', 'PRODUCT', 'SERVICE', 'MALICIOUS'];

/** REV-01: the guess with what it rests on, and the correction. */
export function Classification({ seller, review }: { seller: string; review: Review }) {
  const t = useTexts(reviewTexts);
  const word = useWords();
  const me = useMe();
  const settled = useSettled(seller, review.reviewId);
  const set = useMutation({
    mutationFn: (value: Classes) =>
      call('post', '/api/v1/sellers/{sellerId}/reviews/{reviewId}/classification', {
        path: { sellerId: seller, reviewId: review.reviewId },
        body: { class: value },
        ifMatch: review.version,
        idempotencyKey: freshKey(),
      }),
    ...settled,
  });
  const { classification } = review;
  return (
    <>
      {me.may('supervisor') ? (
        <Select
          aria-label={t('classify')}
          value={review.class as Classes}
          loading={set.isPending}
          style={{ width: 130 }}
          options={CLASSES.map((value) => ({ value, label: word('class', value) }))}
          onChange={(value: Classes) => set.mutate(value)}
        />
      ) : (
        word('class', review.class)
      )}
      <div className="small soft">
        {t('guess', { class: word('class', classification.guess) })}
        {classification.corrected ? ` · ${t('corrected', { class: word('class', classification.corrected) })}` : ''}
        {classification.evidence.length > 0 && ` · ${classification.evidence.map((found) => `“${found.keyword}” (${found.language})`).join(', ')}`}
        {classification.signals.map((signal) => ` · ${t('signal', { what: word('signal', signal.kind), n: signal.count })}`).join('')}
      </div>
    </>
  );
}
