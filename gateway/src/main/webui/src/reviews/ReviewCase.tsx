import { PrinterOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Popconfirm, Select, Tooltip } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { address, call, freshKey, Problem } from '@/api/client';
import type { Review } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Asked } from '@/states/States';
import { When } from '@/time/When';
import { Stars } from './ReviewsPage';
import { reviewTexts } from './reviews.texts';

type Classes = 'LOGISTICS' | 'PRODUCT' | 'SERVICE' | 'MALICIOUS';
const CLASSES: Classes[] = ['LOGISTICS', 'PRODUCT', 'SERVICE', 'MALICIOUS'];

function useSettled(seller: string, id: string) {
  const client = useQueryClient();
  const states = useStateTexts();
  const { message } = App.useApp();
  return {
    onError: (failure: unknown) => void message.error(problemText(failure, states)),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['review', seller, id] });
      void client.invalidateQueries({ queryKey: ['reviews', seller] });
      void client.invalidateQueries({ queryKey: ['appeals', seller] });
    },
  };
}

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

function Classification({ seller, review }: { seller: string; review: Review }) {
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

function Why({ why, children }: { why: string | null; children: ReactNode }) {
  return why ? <Tooltip title={why}>{children}</Tooltip> : children;
}

function Steps({ seller, review, why }: { seller: string; review: Review; why: (action: string) => string | null }) {
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

function ReplyPanel({ seller, review, why }: { seller: string; review: Review; why: string | null }) {
  const t = useTexts(reviewTexts);
  const word = useWords();
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
              <bdi>{text.slice(finding.start, finding.end)}</bdi>” {finding.reason}
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

function offered(
  remedies: readonly { what: string; amount?: string | null; share?: number | null }[],
  word: (group: string, name: string) => string,
  share: (value: number) => string,
): string {
  return remedies
    .map((remedy) => [word('remedy', remedy.what), remedy.amount ?? '', remedy.share ? share(remedy.share) : ''].filter(Boolean).join(' '))
    .join(' + ');
}

function Compensation({ seller, review }: { seller: string; review: Review }) {
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

function AppealPanel({ seller, review, why }: { seller: string; review: Review; why: string | null }) {
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

function ChecksPanel({ seller, id }: { seller: string; id: string }) {
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
                  {precedent.compensated && <span className="mark green">{t('compensated', { what: word('remedy', precedent.compensated) })}</span>}
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
