import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Select, Switch } from 'antd';
import { useRef, useState } from 'react';
import { call, freshKey } from '@/api/client';
import type { Webhook } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { NAMES } from '@/live/names';
import { Editor } from '@/table/Editor';
import { webhookTexts } from './webhooks.texts';

type EventName = (typeof NAMES)[number];

/** Registers a webhook or changes one; a secret that was drawn for it goes to whoever closes the form. */
export function WebhookForm({ seller, webhook, close }: { seller: string; webhook: Webhook | null; close: (secret?: string) => void }) {
  const t = useTexts(webhookTexts);
  const client = useQueryClient();
  const key = useRef(freshKey());
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState<string[]>(webhook?.events ?? []);
  const [secret, setSecret] = useState('');
  const [active, setActive] = useState(webhook ? webhook.state === 'ACTIVE' : true);
  const save = useMutation({
    mutationFn: () => {
      const body = { url: url.trim(), active, ...(events.length > 0 ? { events: events as EventName[] } : {}) };
      return webhook
        ? call('put', '/api/v1/sellers/{sellerId}/webhooks/{webhookId}', {
            path: { sellerId: seller, webhookId: webhook.webhookId },
            body: body as never,
            ifMatch: webhook.version,
          })
        : call('post', '/api/v1/sellers/{sellerId}/webhooks', {
            path: { sellerId: seller },
            body: { ...body, ...(secret ? { secret } : {}) } as never,
            idempotencyKey: key.current,
          });
    },
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: ['webhooks', seller] });
      // One that was entered is known to whoever entered it.
      close(webhook || secret ? undefined : (saved.secret ?? undefined));
    },
    onError: () => {
      // What was refused and is mended is another request.
      key.current = freshKey();
    },
  });
  return (
    <Editor
      title={webhook?.url ?? t('make')}
      save={() => save.mutate()}
      ready={/^https?:\/\/\S+$/i.test(url.trim())}
      busy={save.isPending}
      refused={save.error}
      close={() => close()}
    >
      <div className="stacked">
        <label>
          {t('url')}
          <Input value={url} type="url" inputMode="url" maxLength={2000} placeholder={t('urlNeeded')} onChange={(event) => setUrl(event.target.value)} />
        </label>
        <label>
          {t('events')}
          <Select
            mode="multiple"
            style={{ width: '100%' }}
            aria-label={t('events')}
            placeholder={t('eventsHint')}
            value={events}
            onChange={setEvents}
            options={NAMES.map((value) => ({ value, label: value }))}
          />
        </label>
        {!webhook && (
          <label>
            {t('secret')}
            <Input.Password value={secret} autoComplete="off" placeholder={t('secretHint')} onChange={(event) => setSecret(event.target.value)} />
          </label>
        )}
        <label>
          <Switch checked={active} onChange={setActive} aria-label={t('on')} /> {t('on')}
        </label>
      </div>
    </Editor>
  );
}
