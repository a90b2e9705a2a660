import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { call } from '@/api/client';
import type { Webhook } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Editor } from '@/table/Editor';
import { Listed, RowActions, type Column } from '@/table/Table';
import { tableTexts } from '@/table/table.texts';
import { usePages } from '@/table/usePages';
import { useRemoval } from '@/table/useRemoval';
import { When } from '@/time/When';
import { DeliveryLog } from './DeliveryLog';
import { WebhookForm } from './WebhookForm';
import { webhookTexts } from './webhooks.texts';

const TONE = { ACTIVE: 'green', OFF: '', DISABLED: 'red' } as const;

/** Addresses that are told what happens in a store. A secret is held by this page only while it is shown. */
export default function WebhooksPage() {
  const { seller = '' } = useParams();
  const t = useTexts(webhookTexts);
  const common = useTexts(tableTexts);
  const states = useStateTexts();
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [editing, setEditing] = useState<Webhook | 'new' | null>(null);
  const [log, setLog] = useState<Webhook | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const key = ['webhooks', seller];
  const list = usePages(key, (_, signal) => call('get', '/api/v1/sellers/{sellerId}/webhooks', { path: { sellerId: seller }, signal }));
  const remove = useRemoval<Webhook>(key, (webhook) =>
    call('delete', '/api/v1/sellers/{sellerId}/webhooks/{webhookId}', {
      path: { sellerId: seller, webhookId: webhook.webhookId },
      ifMatch: webhook.version,
    }),
  );
  const rotate = useMutation({
    mutationFn: (webhook: Webhook) =>
      call('post', '/api/v1/sellers/{sellerId}/webhooks/{webhookId}/secret', {
        path: { sellerId: seller, webhookId: webhook.webhookId },
        ifMatch: webhook.version,
      }),
    onSuccess: (fresh) => setSecret(fresh.secret ?? null),
    onError: (failure) => void message.error(problemText(failure, states)),
    onSettled: () => void client.invalidateQueries({ queryKey: key }),
  });
  const admin = me.may('admin');
  const columns: Column<Webhook>[] = [
    { title: t('url'), show: (webhook) => <span className="anywhere">{webhook.url}</span> },
    {
      title: t('events'),
      show: (webhook) => <span className="small">{(webhook.events ?? []).length === 0 ? t('allEvents') : webhook.events.join(', ')}</span>,
    },
    {
      title: t('state'),
      show: (webhook) => (
        <>
          <span className={`mark ${TONE[webhook.state]}`}>{t(`state.${webhook.state}`)}</span>
          {webhook.state === 'DISABLED' && (
            <div className="small soft">
              {t('disabled')} <When at={webhook.disabledAt} seller={seller} />
            </div>
          )}
        </>
      ),
    },
    { title: t('last'), show: (webhook) => <When at={webhook.succeededAt} seller={seller} /> },
    {
      show: (webhook) => (
        <RowActions {...(admin ? { edit: () => setEditing(webhook), remove: () => remove(webhook) } : {})}>
          <Button type="link" onClick={() => setLog(webhook)}>
            {t('log')}
          </Button>
          {admin && (
            <Popconfirm title={t('rotateSure')} okText={t('rotate')} cancelText={common('cancel')} onConfirm={() => rotate.mutate(webhook)}>
              <Button type="link">{t('rotate')}</Button>
            </Popconfirm>
          )}
        </RowActions>
      ),
    },
  ];
  return (
    <div className="content">
      <div className="page-head">
        <h1>
          {t('title')} · {seller}
        </h1>
        <span className="grow" />
        {admin && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('make')}
          </Button>
        )}
      </div>
      <section className="panel">
        <p className="soft">{t('lead')}</p>
        <Listed list={list} columns={columns} id={(webhook) => webhook.webhookId} empty={t('none')} />
      </section>
      {editing && (
        <WebhookForm
          seller={seller}
          webhook={editing === 'new' ? null : editing}
          close={(made) => {
            setEditing(null);
            if (made) setSecret(made);
          }}
        />
      )}
      {log && <DeliveryLog seller={seller} webhook={log} close={() => setLog(null)} />}
      {secret && (
        <Editor title={t('secret')} close={() => setSecret(null)}>
          <p>{t('secretOnce')}</p>
          <p className="quote">
            <code>{secret}</code>
          </p>
          <Button onClick={() => void navigator.clipboard?.writeText(secret).then(() => message.success(t('copied')))}>{t('copy')}</Button>
        </Editor>
      )}
    </div>
  );
}
