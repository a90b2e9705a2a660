import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Modal, Select, Tooltip } from 'antd';
import { useEffect, useMemo, useRef, useState, type UIEvent } from 'react';
import { call, freshKey, Problem } from '@/api/client';
import type { Actions, Conversation, Finding, Screening } from '@/api/types';
import { useLanguage, useNumbers, useTexts } from '@/i18n/i18n';
import { useReasons } from '@/i18n/reasons';
import { useWords } from '@/i18n/useWords';
import { refresh } from '@/inbox/rows';
import { useAsked } from '@/inbox/useInboxKeys';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { When } from '@/time/When';
import { conversationTexts } from './conversation.texts';
import { useWho } from './Others';
import { pieces, shifted } from './screening';
import type { Other } from './usePresence';

/** What was begun and not sent, for as long as the page is open; never stored: it may quote a buyer. */
const drafts = new Map<string, string>();
const PAUSE = 300;

interface Change {
  version: number;
  what: string;
  at: string;
  by?: string;
  to?: string;
  author?: string;
}

function useScreening(seller: string, conversationId: string, language: string | null | undefined, text: string) {
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(text), PAUSE);
    return () => window.clearTimeout(timer);
  }, [text]);
  const query = useQuery({
    queryKey: ['screening', seller, conversationId, language ?? '', asked],
    queryFn: ({ signal }) =>
      call('post', '/api/v1/sellers/{sellerId}/screenings', {
        path: { sellerId: seller },
        body: { text: asked, purpose: 'REPLY', conversationId, ...(language ? { language } : {}) },
        signal,
      }),
    enabled: asked.trim() !== '',
    staleTime: 30_000,
    gcTime: 30_000,
    retry: false,
  });
  const last = useRef<{ text: string; answer: Screening } | null>(null);
  if (query.data && query.data !== last.current?.answer) last.current = { text: asked, answer: query.data };
  const known = text.trim() === '' ? null : last.current;
  const findings: Finding[] = known ? shifted(known.answer.findings, known.text, text) : [];
  return { findings, current: known?.text === text && asked === text ? known.answer : null, strikes: known?.answer.strikes ?? null, failure: query.error };
}

export function Composer({
  seller,
  conversation,
  actions,
  others,
  wrote,
}: {
  seller: string;
  conversation: Conversation;
  actions: Actions | undefined;
  others: readonly Other[];
  /** Told of every change of the text. */
  wrote: (text: string) => void;
}) {
  const t = useTexts(conversationTexts);
  const states = useStateTexts();
  const numbers = useNumbers();
  const word = useWords();
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const id = conversation.conversationId;
  const place = `${seller}/${id}`;
  const [text, setText] = useState(drafts.get(place) ?? '');
  const [refused, setRefused] = useState<unknown>(null);
  const [changes, setChanges] = useState<Change[] | null>(null);
  const key = useRef(freshKey());
  const box = useRef<HTMLTextAreaElement>(null);
  const back = useRef<HTMLDivElement>(null);
  const screening = useScreening(seller, id, conversation.buyer.language, text);
  const reply = actions?.items.find((item) => item.action === 'reply');
  const blocked = screening.current?.verdict === 'BLOCK';
  const points = conversation.priceOfMiss ?? 0;
  const strikes = screening.strikes;
  const writing = useWho(others, 'writing');
  const reasons = useReasons();

  const write = (next: string) => {
    setText(next);
    setRefused(null);
    drafts.set(place, next);
    wrote(next);
    // Another text is another reply; the same one, sent again after a lost answer, is the same.
    key.current = freshKey();
  };

  useAsked((ask) => {
    if (ask === 'reply') box.current?.focus();
  });

  const send = useMutation({
    mutationFn: (version: number) =>
      call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/replies', {
        path: { sellerId: seller, conversationId: id },
        body: { text, ...(conversation.buyer.language ? { language: conversation.buyer.language } : {}) },
        idempotencyKey: key.current,
        ifMatch: version,
      }),
    onSuccess: async (sent) => {
      write('');
      setChanges(null);
      const advice = sent.warnings ?? [];
      if (advice.length > 0) {
        void message.warning(`${t('sentAdvice')} ${advice.map((each) => reasons.finding(each)).join(' · ')}`, 8);
      } else {
        void message.success(t('sent'));
      }
      await refresh(client, seller, id);
      void client.invalidateQueries({ queryKey: ['score', seller] });
    },
    onError: async (failure) => {
      if (failure instanceof Problem && failure.status === 412) {
        setChanges((failure.members.changes as Change[] | undefined) ?? []);
        await refresh(client, seller, id).catch(() => undefined);
      } else {
        setRefused(failure);
      }
    },
  });

  if (!me.may('agent')) return <p className="state soft">{t('noRight')}</p>;
  const may = reply?.allowed ?? true;
  const ready = may && text.trim() !== '' && !blocked && !send.isPending;
  const scroll = (event: UIEvent<HTMLTextAreaElement>) => {
    if (back.current) back.current.scrollTop = event.currentTarget.scrollTop;
  };

  return (
    <section className="composer" aria-label={t('composer')}>
      {reply && !reply.allowed && (
        <Alert
          type="warning"
          showIcon
          message={
            <>
              {states.code(reply.code)} {reply.rule ? `(${states('rule', { rule: reply.rule })}) ` : ''}
              {reply.resetsAt && (
                <>
                  {t('frozen')} <When at={reply.resetsAt} seller={seller} />
                </>
              )}
            </>
          }
        />
      )}
      {changes && (
        <Alert
          type="warning"
          showIcon
          message={t('staleTitle')}
          description={changes
            .map((change) =>
              t(`change.${change.what}` as keyof typeof conversationTexts, {
                by: change.by ?? '',
                to: change.to ?? '',
                author: word('author', change.author ?? 'buyer'),
              }),
            )
            .join(' · ')}
          action={
            <Button type="primary" disabled={!ready} onClick={() => send.mutate(conversation.version)}>
              {t('sendAnyway')}
            </Button>
          }
        />
      )}
      {refused !== null && <Alert type="error" showIcon message={problemText(refused, states)} role="alert" />}
      {writing.n > 0 && <Alert type="warning" showIcon role="note" title={t('writingToo', writing)} />}
      <div className="composer-box">
        <div className="composer-back" aria-hidden ref={back}>
          {pieces(text, screening.findings).map((piece, index) =>
            piece.severity ? (
              <mark key={index} className={piece.severity}>
                {piece.text}
              </mark>
            ) : (
              <span key={index}>{piece.text}</span>
            ),
          )}
          {/* A last empty line would have no height. */}
          {'​'}
        </div>
        <textarea
          ref={box}
          value={text}
          rows={4}
          placeholder={t('write')}
          aria-label={t('write')}
          aria-describedby="composer-findings"
          aria-invalid={blocked}
          dir="auto"
          disabled={!may}
          onScroll={scroll}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) send.mutate(conversation.version);
          }}
        />
      </div>
      <ul className="findings" id="composer-findings" aria-live="polite" tabIndex={blocked || screening.findings.length > 0 ? 0 : undefined}>
        {blocked && <li className="red">{t('blocked')}</li>}
        {screening.findings.map((finding, index) => (
          <li key={index}>
            <span className={`mark ${finding.severity === 'BLOCK' ? 'red' : 'amber'}`}>{word('severity', finding.severity)}</span>{' '}
            <code className="small">{finding.rule}</code> “<bdi>{text.slice(finding.start, finding.end)}</bdi>” {reasons.finding(finding)}
          </li>
        ))}
        {screening.failure !== null && screening.current === null && text.trim() !== '' && <li className="soft">{problemText(screening.failure, states)}</li>}
      </ul>
      <div className="row">
        <TemplatePicker seller={seller} conversation={conversation} take={write} disabled={!may} />
        <span className="grow" />
        {strikes && strikes.unspent > 0 && (
          <Tooltip title={t('freeze', { n: strikes.unspent, of: strikes.freezeAt })}>
            <span className="freeze" role="img" aria-label={t('freeze', { n: strikes.unspent, of: strikes.freezeAt })}>
              {Array.from({ length: strikes.freezeAt }, (_, at) => (
                <i key={at} className={at < strikes.unspent ? 'on' : ''} />
              ))}
            </span>
          </Tooltip>
        )}
        {points > 0 && <span className="small amber worth">{t('worth', { points: numbers.points(points) })}</span>}
        <span className="small soft num">{text.length || ''}</span>
        <Tooltip title={blocked ? t('blocked') : t('sendKey')}>
          <Button type="primary" disabled={!ready} loading={send.isPending} onClick={() => send.mutate(conversation.version)}>
            {t('send')}
          </Button>
        </Tooltip>
      </div>
    </section>
  );
}

function TemplatePicker({
  seller,
  conversation,
  take,
  disabled,
}: {
  seller: string;
  conversation: Conversation;
  take: (text: string) => void;
  disabled: boolean;
}) {
  const t = useTexts(conversationTexts);
  const states = useStateTexts();
  const word = useWords();
  const { language: mine } = useLanguage();
  const { message } = App.useApp();
  const [wanted, setWanted] = useState(false);
  const [asking, setAsking] = useState<{ templateId: string; language: string; names: string[] } | null>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const templates = useQuery({
    queryKey: ['templates', seller],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/templates', { path: { sellerId: seller }, query: { limit: '200' } }),
    enabled: wanted,
    staleTime: 60_000,
  });
  const buyers = conversation.buyer.language ?? 'en';
  const options = useMemo(() => {
    const groups = new Map<string, { value: string; label: string; title: string }[]>();
    const fits = (templates.data?.items ?? []).filter((template) => !template.kind || template.kind === conversation.kind);
    fits.sort((a, b) => Number(b.scene === conversation.scene) - Number(a.scene === conversation.scene) || b.used - a.used);
    for (const template of fits) {
      const shown = template.texts[mine === 'en' ? 'en' : 'zh'] ?? Object.values(template.texts)[0] ?? '';
      const group = template.scene ? word('scene', template.scene) : t('template');
      const list = groups.get(group) ?? [];
      list.push({ value: template.templateId, label: `${template.templateId} · ${shown}`, title: shown });
      groups.set(group, list);
    }
    return [...groups].map(([label, list]) => ({ label, title: label, options: list }));
  }, [templates.data, conversation.kind, conversation.scene, mine, word, t]);

  const render = useMutation({
    mutationFn: (asked: { templateId: string; language: string; variables: Record<string, string> }) =>
      call('post', '/api/v1/sellers/{sellerId}/templates/{templateId}/render', {
        path: { sellerId: seller, templateId: asked.templateId },
        body: { language: asked.language, variables: asked.variables, conversationId: conversation.conversationId },
      }),
    onSuccess: (filled) => {
      take(filled.text);
      setAsking(null);
      setValues({});
    },
    onError: (failure, asked) => {
      if (failure instanceof Problem && failure.code === 'VALUE_MISSING') {
        const names = failure.violations.map((each) => (each.field ?? '').replace(/^variables\./, '')).filter(Boolean);
        const known = templates.data?.items.find((template) => template.templateId === asked.templateId)?.variables ?? [];
        setAsking({ templateId: asked.templateId, language: asked.language, names: names.length > 0 ? names : known });
      } else {
        void message.error(problemText(failure, states));
      }
    },
  });
  const choose = (templateId: string) => {
    const template = templates.data?.items.find((each) => each.templateId === templateId);
    const language = template && !(buyers in template.texts) ? (('en' in template.texts ? 'en' : Object.keys(template.texts)[0]) ?? 'en') : buyers;
    render.mutate({ templateId, language, variables: {} });
  };
  return (
    <>
      <Select
        style={{ width: 130 }}
        popupMatchSelectWidth={520}
        placeholder={t('template')}
        aria-label={t('template')}
        showSearch
        optionFilterProp="label"
        value={null}
        disabled={disabled}
        loading={templates.isFetching || render.isPending}
        options={options}
        onOpenChange={(open: boolean) => open && setWanted(true)}
        onChange={(value: string | null) => value && choose(value)}
      />
      <Modal
        open={asking !== null}
        title={t('fillTitle')}
        okText={t('fill')}
        cancelText={t('cancel')}
        confirmLoading={render.isPending}
        onCancel={() => setAsking(null)}
        onOk={() => asking && render.mutate({ templateId: asking.templateId, language: asking.language, variables: values })}
      >
        {asking?.names.map((name) => (
          <label key={name} style={{ display: 'block', marginBottom: 8 }}>
            <code>{name}</code>
            <Input value={values[name] ?? ''} onChange={(event) => setValues({ ...values, [name]: event.target.value })} />
          </label>
        ))}
      </Modal>
    </>
  );
}
