import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Dropdown, Popover, Radio, Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { call, freshKey, Problem } from '@/api/client';
import type { Actions, Conversation } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useReasons } from '@/i18n/reasons';
import { useWords } from '@/i18n/useWords';
import { actionsKey, conversationKey, patchRows, refresh } from '@/inbox/rows';
import { useAsked } from '@/inbox/useInboxKeys';
import { useTold } from '@/live/live';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Asked } from '@/states/States';
import { bindingOf } from '@/time/clocks';
import { ClockFace } from '@/time/ClockFace';
import { Beside } from './Beside';
import { Composer } from './Composer';
import { conversationTexts } from './conversation.texts';
import { Others } from './Others';
import { Thread } from './Thread';
import { usePresence } from './usePresence';

const DWELL = 1200;
const LOOK = 15_000;

export default function ConversationView({ seller, id, back }: { seller: string; id: string; back: string }) {
  const client = useQueryClient();
  const me = useMe();
  const path = { sellerId: seller, conversationId: id };
  const query = useQuery({
    queryKey: conversationKey(seller, id),
    queryFn: ({ signal }) => call('get', '/api/v1/sellers/{sellerId}/conversations/{conversationId}', { path, signal }),
    // That somebody else has taken it is told by no event.
    refetchInterval: LOOK,
  });
  const actions = useQuery({
    queryKey: actionsKey(seller, id),
    queryFn: ({ signal }) => call('get', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/actions', { path, signal }),
  });
  const { others, wrote } = usePresence(seller, id);
  useTold((told) => {
    // Of conversations the inbox takes care; these are told without naming one.
    const mine =
      told.name === 'sending.frozen' ||
      told.name === 'sending.thawed' ||
      (told.name === 'buyer.erased' && told.buyerId === query.data?.buyer.id) ||
      (told.name.startsWith('delivery.') &&
        (query.data?.messages ?? []).some(({ messageId, delivery }) => messageId === told.messageId || (delivery && delivery.dispatchId === told.dispatchId)));
    if (told.sellerId === seller && mine) {
      void refresh(client, seller, id).catch(() => undefined);
    }
  });

  // Whoever stays with it has read it; whoever passes by with j and k has not.
  const unread = query.data?.status === 'UNREAD' && me.may('agent');
  useEffect(() => {
    if (!unread) return undefined;
    const timer = window.setTimeout(() => {
      call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/read', { path: { sellerId: seller, conversationId: id } })
        .then(() => refresh(client, seller, id))
        .catch(() => undefined);
    }, DWELL);
    return () => window.clearTimeout(timer);
  }, [unread, client, seller, id]);

  return (
    <Asked query={query} rows={8}>
      {(conversation) => (
        <div className="conversation">
          <Head seller={seller} conversation={conversation} actions={actions.data} askedAt={query.dataUpdatedAt} back={back} />
          <div className="conversation-main">
            <Others others={others} />
            <Thread seller={seller} conversation={conversation} />
            <Composer seller={seller} conversation={conversation} actions={actions.data} others={others} wrote={wrote} />
          </div>
          <Beside seller={seller} conversation={conversation} askedAt={query.dataUpdatedAt} />
        </div>
      )}
    </Asked>
  );
}

const SHOWN = ['claim', 'release', 'handle', 'escalate'] as const;
type Shown = (typeof SHOWN)[number];

function Head({
  seller,
  conversation,
  actions,
  askedAt,
  back,
}: {
  seller: string;
  conversation: Conversation;
  actions: Actions | undefined;
  askedAt: number;
  back: string;
}) {
  const t = useTexts(conversationTexts);
  const word = useWords();
  const states = useStateTexts();
  const client = useQueryClient();
  const me = useMe();
  const { message } = App.useApp();
  const id = conversation.conversationId;
  const path = { sellerId: seller, conversationId: id };
  const clock = bindingOf(conversation.clocks);

  const act = useMutation({
    mutationFn: async (action: Shown): Promise<unknown> => {
      switch (action) {
        case 'claim':
          return call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/claim', { path, ifMatch: conversation.version });
        case 'release':
          return call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/release', { path, ifMatch: conversation.version });
        case 'handle':
          return call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/handle', { path, ifMatch: conversation.version });
        case 'escalate':
          return call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/escalate', { path, idempotencyKey: freshKey() });
      }
    },
    onError: (failure) => void message.error(problemText(failure, states)),
    onSettled: (_, failure) => {
      if (failure && !(failure instanceof Problem)) return;
      void refresh(client, seller, id).catch(() => undefined);
    },
  });
  const known = new Map((actions?.items ?? []).map((item) => [item.action, item]));
  const why = (action: string) => {
    const item = known.get(action);
    if (!item || item.allowed) return null;
    return item.rule ? t('whyNot', { why: states.code(item.code), rule: item.rule }) : states.code(item.code);
  };
  useAsked((ask) => {
    if (ask === 'reply' || !known.get(ask)) return;
    const against = why(ask);
    if (against) void message.info(`${word('action', ask)}: ${against}`);
    else act.mutate(ask);
  });

  return (
    <header className="conversation-head">
      <div className="row">
        <Link to={back} className="back" aria-label={t('back')}>
          <ArrowLeftOutlined />
        </Link>
        <h1 style={{ fontSize: 16 }}>
          <bdi>{conversation.buyer.name ?? conversation.buyer.id}</bdi>
        </h1>
        <span className="mark">{word('status', conversation.status)}</span>
        <span className="soft small">
          {[conversation.buyer.country, word('kind', conversation.kind), word('scene', conversation.scene), seller].filter(Boolean).join(' · ')}
        </span>
        <span className="grow" />
        {clock && <ClockFace clock={clock} askedAt={askedAt} seller={seller} named />}
      </div>
      <div className="row">
        <Triage seller={seller} conversation={conversation} allowed={why('triage') === null && me.may('agent')} />
        <span className="small soft">
          {conversation.assignee ? (conversation.assignee === me.subject ? t('mine') : t('inHands', { agent: conversation.assignee })) : t('free')}
        </span>
        <span className="grow" />
        {me.may('agent') &&
          SHOWN.filter((action) => (action === 'release' ? conversation.assignee : action === 'claim' ? conversation.assignee !== me.subject : true)).map(
            (action) => {
              const against = why(action);
              return (
                <Tooltip key={action} title={against}>
                  <Button disabled={against !== null || !known.has(action)} loading={act.isPending && act.variables === action} onClick={() => act.mutate(action)}>
                    {word('action', action)}
                  </Button>
                </Tooltip>
              );
            },
          )}
        {me.may('agent') && <Assign seller={seller} conversation={conversation} />}
      </div>
      {(conversation.dataRequests ?? []).map((what) => (
        <Alert key={what} type="info" showIcon message={t('dataRequest', { what: what === 'ERASURE' ? t('ERASURE') : what === 'ACCESS' ? t('ACCESS') : what })} />
      ))}
      {conversation.supervisor && <Alert type="warning" showIcon message={t('supervisor', { agent: conversation.supervisor.agentId })} />}
    </header>
  );
}

function Assign({ seller, conversation }: { seller: string; conversation: Conversation }) {
  const t = useTexts(conversationTexts);
  const states = useStateTexts();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const agents = useQuery({
    queryKey: ['agents', seller],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/agents', { path: { sellerId: seller }, query: { limit: '200' } }),
    enabled: open,
  });
  const assign = useMutation({
    mutationFn: (agentId: string | null) =>
      call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/assign', {
        path: { sellerId: seller, conversationId: conversation.conversationId },
        body: agentId ? { agentId } : {},
        ifMatch: conversation.version,
      }),
    onSuccess: (fresh) => patchRows(client, fresh),
    onError: (failure) => void message.error(problemText(failure, states)),
    onSettled: () => void refresh(client, seller, conversation.conversationId).catch(() => undefined),
  });
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      menu={{
        items: [
          { key: '', label: t('automatic') },
          ...(agents.data?.items ?? []).filter((agent) => agent.active).map((agent) => ({ key: agent.agentId, label: agent.agentId })),
        ],
        onClick: ({ key }) => assign.mutate(key || null),
      }}
    >
      <Button loading={assign.isPending}>{t('assignTo')}</Button>
    </Dropdown>
  );
}

function Triage({ seller, conversation, allowed }: { seller: string; conversation: Conversation; allowed: boolean }) {
  const t = useTexts(conversationTexts);
  const word = useWords();
  const reasons = useReasons();
  const states = useStateTexts();
  const client = useQueryClient();
  const { message } = App.useApp();
  const triage = conversation.triage;
  const set = useMutation({
    mutationFn: (wanted: { urgency?: 'HIGH' | 'LOW'; value?: 'HIGH' | 'LOW' }) =>
      call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/triage', {
        path: { sellerId: seller, conversationId: conversation.conversationId },
        body: wanted,
        ifMatch: conversation.version,
      }),
    onError: (failure) => void message.error(problemText(failure, states)),
    onSettled: () => void refresh(client, seller, conversation.conversationId).catch(() => undefined),
  });
  if (!triage) return null;
  const level = (name: 'urgency' | 'value') => (
    <Radio.Group
      disabled={!allowed || set.isPending}
      value={triage[name]}
      onChange={(event) => set.mutate({ [name]: event.target.value as 'HIGH' | 'LOW' })}
      options={['HIGH', 'LOW'].map((value) => ({ value, label: word('level', value) }))}
    />
  );
  return (
    <Popover
      trigger="click"
      content={
        <div style={{ maxWidth: 320 }}>
          {triage.reasons.map((reason) => (
            <p key={reason} className="small">
              {reasons.triage(reason, (name) => word('scene', name))}
            </p>
          ))}
          {triage.overriddenBy && <p className="small">{t('overridden', { agent: triage.overriddenBy })}</p>}
          <div className="row">{t('urgency')} {level('urgency')}</div>
          <div className="row">{t('value')} {level('value')}</div>
        </div>
      }
    >
      <button type="button" className={`mark ${triage.urgency === 'HIGH' ? 'amber' : ''}`} style={{ cursor: 'pointer' }}>
        {t('triage', { urgency: word('level', triage.urgency), value: word('level', triage.value) })}
      </button>
    </Popover>
  );
}
