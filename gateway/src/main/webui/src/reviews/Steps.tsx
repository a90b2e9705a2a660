import { useMutation } from '@tanstack/react-query';
import { Button, Input, Popconfirm, Tooltip } from 'antd';
import { useState, type ReactNode } from 'react';
import { call, freshKey } from '@/api/client';
import type { Review } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useMe } from '@/session/session';
import { When } from '@/time/When';
import { reviewTexts } from './reviews.texts';
import { useSettled } from './useSettled';

function Why({ why, children }: { why: string | null; children: ReactNode }) {
  return why ? <Tooltip title={why}>{children}</Tooltip> : children;
}

/** REV-03, REV-04: evidence and the invitation to revise. */
export function Steps({ seller, review, why }: { seller: string; review: Review; why: (action: string) => string | null }) {
  const t = useTexts(reviewTexts);
  const me = useMe();
  const settled = useSettled(seller, review.reviewId);
  const [tracking, setTracking] = useState('');
  const [note, setNote] = useState('');
  const path = { sellerId: seller, reviewId: review.reviewId };
  const evidence = useMutation({
    mutationFn: () =>
      call('post', '/api/v1/sellers/{sellerId}/reviews/{reviewId}/evidence', {
        path,
        body: { trackingNumber: tracking.trim() || null, note: note.trim() || null },
        ifMatch: review.version,
        idempotencyKey: freshKey(),
      }),
    onSuccess: () => {
      setTracking('');
      setNote('');
    },
    ...settled,
  });
  const invite = useMutation({
    mutationFn: () => call('post', '/api/v1/sellers/{sellerId}/reviews/{reviewId}/invitation', { path, ifMatch: review.version, idempotencyKey: freshKey() }),
    ...settled,
  });
  if (!me.may('agent') || review.stages.length === 0) return null;
  const notEvidence = why('evidence');
  const notInvite = why('invitation');
  return (
    <div className="stacked" style={{ marginTop: 10 }}>
      {notEvidence === null && (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            evidence.mutate();
          }}
        >
          <Input style={{ width: 180 }} value={tracking} placeholder={t('tracking')} aria-label={t('tracking')} onChange={(event) => setTracking(event.target.value)} />
          <Input style={{ flex: 1, minWidth: 160 }} value={note} placeholder={t('note')} aria-label={t('note')} onChange={(event) => setNote(event.target.value)} />
          <Button htmlType="submit" loading={evidence.isPending} disabled={!tracking.trim() && !note.trim()}>
            {t('evidence')}
          </Button>
        </form>
      )}
      <div className="row">
        {review.invitedAt ? (
          <span className="soft">
            {t('invited')} <When at={review.invitedAt} seller={seller} />
          </span>
        ) : (
          <Why why={notInvite}>
            <Popconfirm title={t('inviteSure')} okText={t('send')} cancelText={t('cancel')} onConfirm={() => invite.mutate()} disabled={notInvite !== null}>
              <Button disabled={notInvite !== null} loading={invite.isPending}>
                {t('invite')}
              </Button>
            </Popconfirm>
          </Why>
        )}
      </div>
    </div>
  );
}
