import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { call, freshKey } from '@/api/client';
import type { Review } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useReasons } from '@/i18n/reasons';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { When } from '@/time/When';
import { reviewTexts } from './reviews.texts';

/** REV-02: the public reply, screened while it is written (MSG-10). */
export function ReplyPanel({ seller, review, why }: { seller: string; review: Review; why: string | null }) {
  const t = useTexts(reviewTexts);
  const word = useWords();
  const reasons = useReasons();
  const me = useMe();
  const states = useStateTexts();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const key = useRef(freshKey());
  const [refused, setRefused] = useState<unknown>(null);
  const screening = useQuery({
    queryKey: ['screening', seller, 'review', text],
    queryFn: ({ signal }) =>
      call('post', '/api/v1/sellers/{sellerId}/screenings', { path: { sellerId: seller }, body: { text, purpose: 'REVIEW_REPLY' }, signal }),
    enabled: text.trim().length > 2,
    retry: false,
    gcTime: 0,
  });
  const send = useMutation({
    mutationFn: () =>
      call('post', '/api/v1/sellers/{sellerId}/reviews/{reviewId}/replies', {
        path: { sellerId: seller, reviewId: review.reviewId },
        body: { text },
        ifMatch: review.version,
        idempotencyKey: key.current,
      }),
    onSuccess: () => {
      setText('');
      void message.success(t('sent'));
    },
    onError: setRefused,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['review', seller, review.reviewId] });
      void client.invalidateQueries({ queryKey: ['reviews', seller] });
    },
  });
  const findings = text.trim() ? (screening.data?.findings ?? []) : [];
  const blocked = findings.some((finding) => finding.severity === 'BLOCK');
  return (
    <section className="panel">
      <h2>{t('reply')}</h2>
      {review.reply && (
        <>
          <p className="quote">{review.reply.text}</p>
          <p className="small soft">
            {t('replied')} <When at={review.reply.repliedAt} seller={seller} /> {review.reply.agentId ?? ''}{' '}
            {review.reply.delivery ? word('delivery', review.reply.delivery.state) : ''}
          </p>
        </>
      )}
      {me.may('agent') && why === null && (
        <div className="stacked">
          <Input.TextArea
            value={text}
            autoSize={{ minRows: 3, maxRows: 10 }}
            aria-label={t('yourReply')}
            placeholder={t('yourReply')}
            dir="auto"
            onChange={(event) => {
              setText(event.target.value);
              setRefused(null);
              key.current = freshKey();
            }}
          />
          {refused !== null && <Alert type="error" showIcon message={problemText(refused, states)} />}
          {findings.map((finding, index) => (
            <div key={index} className="small">
              <span className={`mark ${finding.severity === 'BLOCK' ? 'red' : 'amber'}`}>{word('severity', finding.severity)}</span> {finding.rule} “
              <bdi>{text.slice(finding.start, finding.end)}</bdi>” {reasons.finding(finding)}
            </div>
          ))}
          <div>
            <Button type="primary" disabled={!text.trim() || blocked} loading={send.isPending} onClick={() => send.mutate()}>
              {t('send')}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
