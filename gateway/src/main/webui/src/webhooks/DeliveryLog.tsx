import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { call } from '@/api/client';
import type { Webhook, WebhookDelivery } from '@/api/types';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { problemText, useStateTexts } from '@/states/problems';
import { Editor } from '@/table/Editor';
import { Listed, type Column } from '@/table/Table';
import { usePages } from '@/table/usePages';
import { When } from '@/time/When';
import { webhookTexts } from './webhooks.texts';

const STATES = ['PENDING', 'DELIVERED', 'FAILED'] as const;
type State = (typeof STATES)[number];

/** What was sent to a webhook and what came of it; what is over can be sent once more. */
export function DeliveryLog({ seller, webhook, close }: { seller: string; webhook: Webhook; close: () => void }) {
  const t = useTexts(webhookTexts);
  const numbers = useNumbers();
  const states = useStateTexts();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [state, setState] = useState<State | null>(null);
  const path = { sellerId: seller, webhookId: webhook.webhookId };
  const key = ['webhooks', seller, webhook.webhookId, 'deliveries'];
  const list = usePages([...key, state], (page, signal) =>
    call('get', '/api/v1/sellers/{sellerId}/webhooks/{webhookId}/deliveries', {
      path,
      query: { limit: '50', ...(state ? { state } : {}), ...page } as never,
      signal,
    }),
  );
  const again = useMutation({
    mutationFn: (delivery: WebhookDelivery) =>
      call('post', '/api/v1/sellers/{sellerId}/webhooks/{webhookId}/redelivery', { path, body: { deliveryIds: [delivery.deliveryId] } }),
    onSuccess: ({ items }) => void (items[0]?.status === 'QUEUED' ? message.success(t('queued')) : message.info(t('notOver'))),
    onError: (failure) => void message.error(problemText(failure, states)),
    onSettled: () => void client.invalidateQueries({ queryKey: key }),
  });
  const columns: Column<WebhookDelivery>[] = [
    { title: t('when'), tight: true, show: (delivery) => <When at={delivery.createdAt} seller={seller} /> },
    { title: t('event'), show: (delivery) => delivery.event },
    {
      title: t('state'),
      show: (delivery) => {
        const at = delivery.state as State;
        return <span className={`mark ${at === 'FAILED' ? 'red' : at === 'DELIVERED' ? 'green' : ''}`}>{t(`delivery.${at}`)}</span>;
      },
    },
    { title: t('attempts'), figure: true, show: (delivery) => delivery.attempts },
    {
      title: t('answer'),
      show: (delivery) => (
        <>
          {delivery.status ?? ''} {delivery.latencyMillis === null || delivery.latencyMillis === undefined ? '' : t('millis', { n: numbers.whole(delivery.latencyMillis) })}{' '}
          {delivery.error ?? ''}
          {delivery.nextAttemptAt && (
            <div className="small soft">
              {t('next')} <When at={delivery.nextAttemptAt} seller={seller} />
            </div>
          )}
        </>
      ),
    },
    {
      show: (delivery) =>
        delivery.state !== 'PENDING' && (
          <Button type="link" loading={again.isPending && again.variables.deliveryId === delivery.deliveryId} onClick={() => again.mutate(delivery)}>
            {t('again')}
          </Button>
        ),
    },
  ];
  return (
    <Editor title={`${t('log')} · ${webhook.url}`} close={close} width={860}>
      <Select
        style={{ width: 150, marginBottom: 8 }}
        allowClear
        aria-label={t('state')}
        placeholder={t('any')}
        value={state}
        onChange={(value: State | undefined) => setState(value ?? null)}
        options={STATES.map((value) => ({ value, label: t(`delivery.${value}`) }))}
      />
      <Listed list={list} columns={columns} id={(delivery) => delivery.deliveryId} empty={t('noLog')} />
    </Editor>
  );
}
