import { DeleteOutlined, FilterOutlined, ReloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Badge, Button, Input, Popover, Segmented, Select, Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import { call, freshKey } from '@/api/client';
import type { SavedFilter } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useMe } from '@/session/session';
import { useStoreIds } from '@/shell/stores';
import { problemText, useStateTexts } from '@/states/problems';
import { inboxTexts } from './inbox.texts';
import type { Look } from './rows';

const STATUSES = ['UNREAD', 'PENDING', 'UNANSWERED', 'REPLIED', 'HANDLED'];
const KINDS = ['PRE_SALE', 'ORDER_NOTE', 'AFTER_SALE'];
const SCENES = [
  'SHIPPING', 'LOGISTICS_DELAY', 'RETURN_REFUND', 'NOT_AS_DESCRIBED', 'SIZE_FIT', 'DEFECT', 'STOCK', 'PRICE', 'CUSTOMS',
  'ADDRESS_CHANGE', 'PROMPT_ORDER', 'OTHER',
];
const WITHIN = ['1', '2', '4', '12', '24'];

export function InboxTools({ look, change, reorder }: { look: Look; change: (next: Look) => void; reorder: () => void }) {
  const t = useTexts(inboxTexts);
  const [words, setWords] = useState(look.q ?? '');
  useEffect(() => setWords(look.q ?? ''), [look.q]);
  const set = [look.store, look.status, look.kind, look.scene, look.assignee, look.within].filter(Boolean).length;
  const search = (text: string) => {
    const { q: _, ...rest } = look;
    change(text.trim() ? { ...rest, q: text.trim().slice(0, 200) } : rest);
  };
  return (
    <div className="inbox-tools">
      <div className="row">
        <h1>{t('title')}</h1>
        <span className="grow" />
        <Segmented
          aria-label={t('queue')}
          value={look.sort}
          onChange={(sort) => change({ ...look, sort })}
          options={(['due', 'risk', 'recent'] as const).map((value) => ({ value, label: t(`sort.${value}`) }))}
        />
      </div>
      <div className="row">
        <Input.Search
          id="inbox-search"
          allowClear
          value={words}
          placeholder={t('search')}
          aria-label={t('search')}
          onChange={(event) => setWords(event.target.value)}
          onSearch={search}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <Popover trigger="click" placement="bottomRight" content={<Filters look={look} change={change} />}>
          <Badge count={set} size="small">
            <Button icon={<FilterOutlined />} aria-label={t('filters')} />
          </Badge>
        </Popover>
        <Tooltip title={t('reorder')}>
          <Button icon={<ReloadOutlined />} aria-label={t('reorder')} onClick={reorder} />
        </Tooltip>
      </div>
    </div>
  );
}

function Filters({ look, change }: { look: Look; change: (next: Look) => void }) {
  const t = useTexts(inboxTexts);
  const word = useWords();
  const me = useMe();
  const stores = useStoreIds();
  const choice = (name: 'store' | 'status' | 'kind' | 'scene' | 'assignee' | 'within', label: string, options: { value: string; label: string }[]) => (
    <>
      <dt>{label}</dt>
      <dd>
        <Select
          style={{ width: 210 }}
          allowClear
          showSearch
          optionFilterProp="label"
          aria-label={label}
          placeholder={name === 'store' ? t('anyStore') : t('any')}
          value={look[name] ?? null}
          options={options}
          onChange={(value: string | null | undefined) => {
            const next = { ...look };
            delete next[name];
            change(value ? { ...next, [name]: value } : next);
          }}
        />
      </dd>
    </>
  );
  return (
    <div style={{ width: 330, display: 'flex', flexDirection: 'column', gap: 10 }}>
      <dl className="facts" style={{ alignItems: 'center' }}>
        {choice('store', t('store'), stores.map((value) => ({ value, label: value })))}
        {choice('status', t('status'), STATUSES.map((value) => ({ value, label: word('status', value) })))}
        {choice('kind', t('kind'), KINDS.map((value) => ({ value, label: word('kind', value) })))}
        {choice('scene', t('scene'), SCENES.map((value) => ({ value, label: word('scene', value) })))}
        {choice('assignee', t('assignee'), [{ value: me.subject, label: t('mine') }])}
        {choice('within', t('dueWithin'), WITHIN.map((value) => ({ value, label: t('hours', { n: Number(value) }) })))}
      </dl>
      <div className="row">
        <Button onClick={() => change({ sort: look.sort })}>{t('clear')}</Button>
      </div>
      <Saved look={look} change={change} />
    </div>
  );
}

function Saved({ look, change }: { look: Look; change: (next: Look) => void }) {
  const t = useTexts(inboxTexts);
  const states = useStateTexts();
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [name, setName] = useState('');
  const saved = useQuery({
    queryKey: ['saved-filters'],
    queryFn: () => call('get', '/api/v1/saved-filters', { query: { limit: '200' } }),
  });
  const failed = (failure: unknown) => void message.error(problemText(failure, states));
  const known = () => client.invalidateQueries({ queryKey: ['saved-filters'] });
  const save = useMutation({
    mutationFn: () =>
      call('post', '/api/v1/saved-filters', {
        idempotencyKey: freshKey(),
        body: {
          name: name.trim(),
          filter: {
            sellerId: look.store ?? null,
            status: look.status ?? null,
            kind: look.kind ?? null,
            scene: look.scene ?? null,
            assignee: look.assignee ?? null,
            clockDueWithinSeconds: look.within ? Number(look.within) * 3600 : null,
            sort: look.sort,
            q: look.q ?? null,
          },
        },
      }),
    onSuccess: () => {
      setName('');
      return known();
    },
    onError: failed,
  });
  const remove = useMutation({
    mutationFn: (filter: SavedFilter) =>
      call('delete', '/api/v1/saved-filters/{filterId}', { path: { filterId: filter.filterId }, ifMatch: filter.version }),
    onSuccess: known,
    onError: failed,
  });
  const apply = ({ filter }: SavedFilter) =>
    change({
      sort: filter.sort === 'risk' || filter.sort === 'recent' ? filter.sort : 'due',
      ...(filter.sellerId ? { store: filter.sellerId } : {}),
      ...(filter.status ? { status: filter.status } : {}),
      ...(filter.kind ? { kind: filter.kind } : {}),
      ...(filter.scene ? { scene: filter.scene } : {}),
      ...(filter.assignee ? { assignee: filter.assignee } : {}),
      ...(filter.clockDueWithinSeconds ? { within: String(Math.max(1, Math.round(filter.clockDueWithinSeconds / 3600))) } : {}),
      ...(filter.q ? { q: filter.q } : {}),
    });
  return (
    <div>
      <h3>{t('saved')}</h3>
      {(saved.data?.items ?? []).map((filter) => (
        <div key={filter.filterId} className="row">
          <Button type="link" onClick={() => apply(filter)}>
            {filter.name}
          </Button>
          <span className="grow" />
          {me.may('agent') && (
            <Button type="text" icon={<DeleteOutlined />} aria-label={`${t('remove')} ${filter.name}`} onClick={() => remove.mutate(filter)} />
          )}
        </div>
      ))}
      {me.may('agent') && (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) save.mutate();
          }}
        >
          <Input style={{ flex: 1 }} value={name} maxLength={80} placeholder={t('saveAs')} aria-label={t('saveAs')} onChange={(event) => setName(event.target.value)} />
          <Button htmlType="submit" loading={save.isPending} disabled={!name.trim()}>
            {t('save')}
          </Button>
        </form>
      )}
    </div>
  );
}
