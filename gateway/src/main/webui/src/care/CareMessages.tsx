import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { call, freshKey } from '@/api/client';
import type { CareMessage } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { Editor } from '@/table/Editor';
import { Listed, type Column } from '@/table/Table';
import { usePages } from '@/table/usePages';
import { When } from '@/time/When';
import { careTexts } from './care.texts';
import { CHANNELS } from './channels';

const STATUSES = ['PLANNED', 'DEFERRED', 'SENT', 'DELIVERED', 'FAILED', 'SUPPRESSED'];
const REASONS = ['DUPLICATE', 'EXPIRED', 'RULE_OFF', 'NOT_ELIGIBLE', 'NO_LONGER_TRUE', 'CAP_REACHED', 'SCREENED', 'QUIET_HOURS'];

/** What was sent and what was not, with the first reason that held (CARE-05). */
export function CareMessages({ seller }: { seller: string }) {
  const t = useTexts(careTexts);
  const word = useWords();
  const numbers = useNumbers();
  const me = useMe();
  const [status, setStatus] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const list = usePages(['care-messages', seller, status, reason], (page, signal) =>
    call('get', '/api/v1/sellers/{sellerId}/care-messages', {
      path: { sellerId: seller },
      query: { limit: '50', ...(status ? { status: status as never } : {}), ...(reason ? { reason: reason as never } : {}), ...page },
      signal,
    }),
  );
  const columns: Column<CareMessage>[] = [
    { title: t('needed'), show: (item) => <When at={item.neededAt} seller={seller} /> },
    {
      title: t('trigger'),
      show: (item) => (
        <>
          {word('trigger', item.trigger)}
          {item.text && <div className="small soft">{item.text}</div>}
        </>
      ),
    },
    { title: t('order'), show: (item) => item.orderId },
    { title: t('buyer'), show: (item) => item.buyerId },
    {
      title: t('status'),
      show: (item) => (
        <>
          <span className={`mark ${item.status === 'FAILED' ? 'red' : item.status === 'DELIVERED' ? 'green' : ''}`}>{word('care', item.status)}</span>{' '}
          {word('reason', item.reason)}
        </>
      ),
    },
    { title: t('sent'), show: (item) => <When at={item.sentAt ?? item.sendAt} seller={seller} /> },
    { title: t('cost'), figure: true, show: (item) => numbers.money(item.cost) },
  ];
  return (
    <>
      <div className="row" style={{ marginBottom: 10 }}>
        <Select
          style={{ width: 150 }}
          allowClear
          aria-label={t('status')}
          placeholder={t('status')}
          value={status}
          onChange={(value: string | undefined) => setStatus(value ?? null)}
          options={STATUSES.map((value) => ({ value, label: word('care', value) }))}
        />
        <Select
          style={{ width: 200 }}
          allowClear
          aria-label={t('reason')}
          placeholder={t('reason')}
          value={reason}
          onChange={(value: string | undefined) => setReason(value ?? null)}
          options={REASONS.map((value) => ({ value, label: word('reason', value) }))}
        />
        <span className="grow" />
        {me.may('agent') && <Button onClick={() => setSending(true)}>{t('byHand')}</Button>}
      </div>
      <section className="panel">
        <Listed list={list} columns={columns} id={(item) => item.careMessageId} empty={t('noMessages')} />
      </section>
      {sending && <ByHand seller={seller} close={() => setSending(false)} />}
    </>
  );
}

function ByHand({ seller, close }: { seller: string; close: () => void }) {
  const t = useTexts(careTexts);
  const word = useWords();
  const client = useQueryClient();
  const [form] = Form.useForm<{ orderId: string; text: string; channel: (typeof CHANNELS)[number] }>();
  const send = useMutation({
    mutationFn: (body: { orderId: string; text: string; channel: (typeof CHANNELS)[number] }) =>
      call('post', '/api/v1/sellers/{sellerId}/care-messages', { path: { sellerId: seller }, body, idempotencyKey: freshKey() }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['care-messages', seller] });
      close();
    },
  });
  return (
    <Editor
      title={t('byHand')}
      save={() => void form.validateFields().then((fields) => send.mutate(fields))}
      saveLabel={t('send')}
      busy={send.isPending}
      refused={send.error}
      close={close}
    >
      <Form form={form} layout="vertical" initialValues={{ channel: 'IN_SITE' }}>
        <Form.Item name="orderId" label={t('order')} rules={[{ required: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name="text" label={t('text')} rules={[{ required: true }]}>
          <Input.TextArea autoSize={{ minRows: 3 }} />
        </Form.Item>
        <Form.Item name="channel" label={t('channel')}>
          <Select options={CHANNELS.map((value) => ({ value, label: word('channel', value) }))} />
        </Form.Item>
      </Form>
    </Editor>
  );
}
