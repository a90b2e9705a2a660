import { useMutation } from '@tanstack/react-query';
import { Button, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { call, freshKey } from '@/api/client';
import type { Review } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { offered } from './remedies';
import { reviewTexts } from './reviews.texts';
import { useSettled } from './useSettled';

/** REV-08: what the matrix proposes, and what the buyer took. */
export function Compensation({ seller, review }: { seller: string; review: Review }) {
  const t = useTexts(reviewTexts);
  const word = useWords();
  const numbers = useNumbers();
  const me = useMe();
  const settled = useSettled(seller, review.reviewId);
  const [cost, setCost] = useState('');
  const [currency, setCurrency] = useState('USD');
  const record = useMutation({
    mutationFn: (alternative: number) =>
      call('post', '/api/v1/sellers/{sellerId}/reviews/{reviewId}/compensation', {
        path: { sellerId: seller, reviewId: review.reviewId },
        body: { alternative, cost: { currency, value: cost } },
        idempotencyKey: freshKey(),
      }),
    ...settled,
  });
  const proposals = review.proposals;
  if (!proposals) return null;
  return (
    <section className="panel">
      <h2>{t('compensation')}</h2>
      {proposals.alternatives.length === 0 && <p className="soft">{proposals.why ? word('why', proposals.why) : t('noProposal')}</p>}
      {proposals.alternatives.map((alternative) => (
        <div key={alternative.number} className="spread" style={{ marginBottom: 6 }}>
          <span>
            {alternative.number}. {offered(alternative.remedies, word, numbers.share)}
          </span>
          {me.may('agent') && (
            <Popconfirm
              title={t('accepted')}
              okText={t('record')}
              cancelText={t('cancel')}
              okButtonProps={{ disabled: !/^\d+(\.\d+)?$/.test(cost) }}
              description={
                <span className="row">
                  <Input style={{ width: 110 }} value={cost} placeholder={t('cost')} aria-label={t('cost')} inputMode="decimal" onChange={(event) => setCost(event.target.value)} />
                  <Select aria-label={t('cost')} value={currency} onChange={setCurrency} options={['USD', 'EUR', 'CNY', 'GBP'].map((value) => ({ value, label: value }))} />
                </span>
              }
              onConfirm={() => record.mutate(alternative.number)}
            >
              <Button>{t('accepted')}</Button>
            </Popconfirm>
          )}
        </div>
      ))}
    </section>
  );
}
