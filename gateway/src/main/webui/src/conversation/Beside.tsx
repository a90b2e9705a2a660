import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Input, InputNumber, Modal, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call, freshKey } from '@/api/client';
import type { Conversation, Fast, PromiseMade } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { refresh } from '@/inbox/rows';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Asked } from '@/states/States';
import { ClockFace } from '@/time/ClockFace';
import { When } from '@/time/When';
import { conversationTexts, gapTexts } from './conversation.texts';

const DEEDS = ['SHIP', 'DELIVER', 'REFUND', 'REPLACE', 'REPLY', 'OTHER'];

/** What an agent needs beside the thread: clocks, buyer, order and parcel, promises, escalation, evidence. */
export function Beside({ seller, conversation, askedAt }: { seller: string; conversation: Conversation; askedAt: number }) {
  const t = useTexts(conversationTexts);
  const me = useMe();
  const word = useWords();
  const [evidence, setEvidence] = useState(false);
  return (
    <aside className="beside" aria-label={t('details')} tabIndex={0}>
      <section>
        <h2>{t('clocks')}</h2>
        {conversation.clocks.length === 0 ? (
          <p className="soft">{t('noClocks')}</p>
        ) : (
          <dl className="facts">
            {conversation.clocks.map((clock) => (
              <ClockLine key={clock.name} name={word('clock', clock.name)} binding={clock.binding}>
                <ClockFace clock={clock} askedAt={askedAt} seller={seller} />
              </ClockLine>
            ))}
          </dl>
        )}
      </section>
      <section>
        <div className="spread">
          <h2>{t('buyer')}</h2>
          {me.may('admin') && (
            <Link to={`/stores/${encodeURIComponent(seller)}/buyers/${encodeURIComponent(conversation.buyer.id)}`}>{t('personalData')}</Link>
          )}
        </div>
        <dl className="facts">
          <dt>{t('country')}</dt>
          <dd>{conversation.buyer.country ?? '–'}</dd>
          <dt>{t('language')}</dt>
          <dd>{word('language', conversation.buyer.language) || '–'}</dd>
          {conversation.productId && (
            <>
              <dt>{t('product')}</dt>
              <dd>{conversation.productId}</dd>
            </>
          )}
        </dl>
      </section>
      <Order seller={seller} conversation={conversation} />
      <Promises seller={seller} conversation={conversation} writes={me.may('agent')} />
      {conversation.fast && <Escalation seller={seller} conversation={conversation} fast={conversation.fast} />}
      {conversation.kind === 'AFTER_SALE' && (
        <section>
          <Button onClick={() => setEvidence(true)}>{t('gather')}</Button>
          <Drawer open={evidence} onClose={() => setEvidence(false)} title={t('evidence')} size={520}>
            {evidence && <EvidenceChain seller={seller} id={conversation.conversationId} />}
          </Drawer>
        </section>
      )}
    </aside>
  );
}

function ClockLine({ name, binding, children }: { name: string; binding: boolean; children: React.ReactNode }) {
  return (
    <>
      <dt>{binding ? <b>{name}</b> : name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Order({ seller, conversation }: { seller: string; conversation: Conversation }) {
  const t = useTexts(conversationTexts);
  const word = useWords();
  const numbers = useNumbers();
  const order = conversation.order;
  return (
    <section>
      <h2>{t('order')}</h2>
      {!order ? (
        <p className="soft">{conversation.orderId ?? t('noOrder')}</p>
      ) : (
        <>
          <dl className="facts">
            <dt>{t('order')}</dt>
            <dd>{order.orderId}</dd>
            {order.amount && (
              <>
                <dt>{t('amount')}</dt>
                <dd>{numbers.money(order.amount)}</dd>
              </>
            )}
            {order.placedAt && (
              <>
                <dt>{t('placed')}</dt>
                <dd>
                  <When at={order.placedAt} seller={seller} />
                </dd>
              </>
            )}
            {order.shipBy && (
              <>
                <dt>{t('shipBy')}</dt>
                <dd>
                  <When at={order.shipBy} seller={seller} />
                </dd>
              </>
            )}
            {order.items.length > 0 && (
              <>
                <dt>{t('items')}</dt>
                <dd>{order.items.map((item) => `${item.productId} ×${item.quantity}`).join(', ')}</dd>
              </>
            )}
            {order.address && (
              <>
                <dt>{t('address')}</dt>
                <dd>
                  {[order.address.country, order.address.region].filter(Boolean).join(', ')} {order.address.poBox ? `(${t('poBox')})` : ''}
                </dd>
              </>
            )}
          </dl>
          {order.history.length > 0 && (
            <>
              <h3 style={{ marginTop: 8 }}>{t('parcel')}</h3>
              <dl className="facts">
                {order.history.map((step, index) => (
                  <ClockLine key={index} name={word('order', step.what)} binding={index === order.history.length - 1}>
                    <When at={step.at} seller={seller} />{' '}
                    {[step.carrier, step.trackingNumber, step.country, step.signedBy, step.pickupPoint].filter(Boolean).join(' · ')}{' '}
                    {step.amount ? numbers.money(step.amount) : ''}
                  </ClockLine>
                ))}
              </dl>
            </>
          )}
          {order.disputes.map((dispute) => (
            <p key={dispute.disputeId} style={{ marginTop: 8 }}>
              <span className={`mark ${dispute.closedAt ? '' : 'red'}`}>{t('dispute')}</span> {dispute.reason ?? dispute.disputeId}{' '}
              {dispute.respondBy && !dispute.closedAt && (
                <>
                  {t('respondBy')} <When at={dispute.respondBy} seller={seller} />
                </>
              )}
              {dispute.outcome}
            </p>
          ))}
        </>
      )}
    </section>
  );
}

function Promises({ seller, conversation, writes }: { seller: string; conversation: Conversation; writes: boolean }) {
  const t = useTexts(conversationTexts);
  const states = useStateTexts();
  const word = useWords();
  const numbers = useNumbers();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [deed, setDeed] = useState('SHIP');
  const [other, setOther] = useState('');
  const [hours, setHours] = useState(24);
  const id = conversation.conversationId;
  const after = () => refresh(client, seller, id).catch(() => undefined);
  const failed = (failure: unknown) => void message.error(problemText(failure, states));
  const record = useMutation({
    mutationFn: () =>
      call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/promises', {
        path: { sellerId: seller, conversationId: id },
        body: {
          what: deed === 'OTHER' ? other : deed,
          dueAt: new Date(Date.now() + hours * 3_600_000).toISOString(),
          ...(conversation.orderId ? { orderId: conversation.orderId } : {}),
        },
        idempotencyKey: freshKey(),
      }),
    onSuccess: () => {
      setOpen(false);
      return after();
    },
    onError: failed,
  });
  const settle = useMutation({
    mutationFn: ({ promise, outcome }: { promise: PromiseMade; outcome: 'KEPT' | 'WITHDRAWN' }) =>
      call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/promises/{promiseId}/settlement', {
        path: { sellerId: seller, conversationId: id, promiseId: promise.promiseId },
        body: { outcome },
      }),
    onSuccess: after,
    onError: failed,
  });
  const promises = conversation.promises ?? [];
  return (
    <section>
      <div className="spread">
        <h2>{t('promises')}</h2>
        {writes && (
          <Button type="link" onClick={() => setOpen(true)}>
            {t('record')}
          </Button>
        )}
      </div>
      {promises.length === 0 && <p className="soft">{t('noPromises')}</p>}
      {promises.map((promise) => (
        <div key={promise.promiseId} style={{ marginBottom: 8 }}>
          <span className={`mark ${promise.state === 'broken' ? 'red' : promise.state === 'kept' ? 'green' : ''}`}>{word('promise', promise.state)}</span>{' '}
          {promise.deed === 'OTHER' ? promise.what : word('deed', promise.deed)}
          <div className="small soft">
            {t('due')} <When at={promise.dueAt} seller={seller} />
            {promise.canCost ? ` · ${t('canCost', { amount: numbers.money(promise.canCost) })}` : ''}
          </div>
          {writes && !promise.settledAt && (promise.state === 'open' || promise.state === 'broken') && (
            <div>
              <Button type="link" onClick={() => settle.mutate({ promise, outcome: 'KEPT' })}>
                {t('kept')}
              </Button>
              {promise.state === 'open' && (
                <Button type="link" onClick={() => settle.mutate({ promise, outcome: 'WITHDRAWN' })}>
                  {t('withdraw')}
                </Button>
              )}
            </div>
          )}
        </div>
      ))}
      <Modal
        open={open}
        title={t('promises')}
        okText={t('record')}
        cancelText={t('cancel')}
        onCancel={() => setOpen(false)}
        onOk={() => record.mutate()}
        confirmLoading={record.isPending}
        okButtonProps={{ disabled: deed === 'OTHER' && !other.trim() }}
      >
        <div className="stacked">
          <label>
            {t('what')}{' '}
            <Select style={{ width: 180 }} aria-label={t('what')} value={deed} onChange={setDeed} options={DEEDS.map((value) => ({ value, label: word('deed', value) }))} />
          </label>
          {deed === 'OTHER' && <Input value={other} maxLength={200} aria-label={t('what')} onChange={(event) => setOther(event.target.value)} />}
          <label>
            {t('inHours')} <InputNumber min={1} max={8760} value={hours} aria-label={t('inHours')} onChange={(value) => setHours(value ?? 24)} />
          </label>
        </div>
      </Modal>
    </section>
  );
}

function Escalation({ seller, conversation, fast }: { seller: string; conversation: Conversation; fast: Fast }) {
  const t = useTexts(conversationTexts);
  const states = useStateTexts();
  const word = useWords();
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const act = useMutation({
    mutationFn: (step: string) =>
      call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/fast/{step}', {
        path: { sellerId: seller, conversationId: conversation.conversationId, step },
        body: { note: note || null },
      }),
    onSuccess: () => {
      setNote('');
      return refresh(client, seller, conversation.conversationId);
    },
    onError: (failure) => void message.error(problemText(failure, states)),
  });
  const ask = (step: string, label: string) => (
    <Popconfirm
      title={word('step', step)}
      description={<Input value={note} placeholder={t('note')} aria-label={t('note')} onChange={(event) => setNote(event.target.value)} />}
      okText={t('doStep')}
      cancelText={t('cancel')}
      onConfirm={() => act.mutate(step)}
    >
      <Button type="link">{label}</Button>
    </Popconfirm>
  );
  return (
    <section>
      <h2>{t('fast')}</h2>
      {fast.steps.map((step) => (
        <div key={step.step} style={{ marginBottom: 6 }}>
          <span className={`mark ${step.state === 'overdue' ? 'red' : step.state === 'done' ? 'green' : step.state === 'late' ? 'amber' : ''}`}>
            {word('stepState', step.state)}
          </span>{' '}
          {word('step', step.step)}
          <div className="small soft">
            {t('due')} <When at={step.dueAt} seller={seller} /> {step.doneBy ? `· ${step.doneBy}` : ''} {step.note ?? ''}
          </div>
          {me.may(step.step === 'SUPERVISOR' ? 'supervisor' : 'agent') && (step.state === 'open' || step.state === 'overdue') && ask(step.step, t('doStep'))}
        </div>
      ))}
      {!fast.agreedAt && me.may('agent') && ask('AGREEMENT', t('agree'))}
    </section>
  );
}

function EvidenceChain({ seller, id }: { seller: string; id: string }) {
  const t = useTexts(conversationTexts);
  const gaps = useTexts(gapTexts);
  const word = useWords();
  const numbers = useNumbers();
  const query = useQuery({
    queryKey: ['evidence', seller, id],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/evidence', { path: { sellerId: seller, conversationId: id } }),
  });
  return (
    <Asked query={query}>
      {(chain) => (
        <div className="stacked">
          <dl className="facts">
            <dt>{t('matters')}</dt>
            <dd>
              {chain.matters.map((matter) => gaps(matter)).join(', ') || '–'} {chain.difference ? `(${gaps(chain.difference.sort)})` : ''}
            </dd>
            <dt>{t('tracking')}</dt>
            <dd>
              {[chain.logistics.carrier, chain.logistics.trackingNumber, chain.logistics.lastStatus && word('order', chain.logistics.lastStatus)]
                .filter(Boolean)
                .join(' · ') || '–'}
            </dd>
            <dt>{t('signedBy')}</dt>
            <dd>
              {chain.logistics.deliveredAt ? (
                <>
                  {chain.logistics.signedBy ?? t('signature')} <When at={chain.logistics.deliveredAt} seller={seller} />
                </>
              ) : (
                '–'
              )}
            </dd>
            {chain.logistics.pickupPoint && (
              <>
                <dt>{t('pickup')}</dt>
                <dd>{chain.logistics.pickupPoint}</dd>
              </>
            )}
            <dt>{t('address')}</dt>
            <dd>{[chain.address.address?.country, chain.address.address?.region].filter(Boolean).join(', ') || '–'}</dd>
          </dl>
          <div>
            <h3>{t('missing')}</h3>
            {chain.missing.length === 0 ? '–' : chain.missing.map((each) => <div key={each.code}>{gaps(each.code)}</div>)}
          </div>
          <div>
            <h3>{t('earlierCases')}</h3>
            <dl className="facts">
              <dt>{t('orders')}</dt>
              <dd>{chain.earlierCases.orders}</dd>
              <dt>{t('disputes')}</dt>
              <dd>{chain.earlierCases.disputes.length}</dd>
              <dt>{t('refunds')}</dt>
              <dd>{chain.earlierCases.refunds.length}</dd>
              <dt>{t('conversations')}</dt>
              <dd>
                {chain.earlierCases.conversations.length === 0 && '0'}
                {chain.earlierCases.conversations.map((thread) => (
                  <div key={thread.conversationId}>
                    <Link to={`/inbox/${encodeURIComponent(seller)}/${encodeURIComponent(thread.conversationId)}`}>
                      {word('scene', thread.scene) || thread.conversationId}
                    </Link>{' '}
                    <When at={thread.lastMessageAt} seller={seller} />
                  </div>
                ))}
              </dd>
            </dl>
          </div>
          <div>
            <h3>{t('alternatives')}</h3>
            {chain.alternatives.why && <p className="soft">{word('why', chain.alternatives.why)}</p>}
            {chain.alternatives.offers.map((offer, index) => (
              <div key={index}>
                {index + 1}.{' '}
                {offer
                  .map((remedy) =>
                    [word('remedy', remedy.what), remedy.amount ? numbers.money(remedy.amount) : '', remedy.share ? numbers.share(remedy.share) : '']
                      .filter(Boolean)
                      .join(' '),
                  )
                  .join(' + ')}
              </div>
            ))}
          </div>
        </div>
      )}
    </Asked>
  );
}
