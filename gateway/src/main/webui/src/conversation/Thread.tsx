import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popover } from 'antd';
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { call, freshKey } from '@/api/client';
import type { Conversation, Message } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { refresh } from '@/inbox/rows';
import { useTold } from '@/live/live';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Asked, Failed } from '@/states/States';
import { When } from '@/time/When';
import { conversationTexts } from './conversation.texts';
import { opened, preceded, renewed } from './reading';

const TONE: Record<string, string> = { delivered: 'green', refused: 'red', failed: 'red', unknown: 'amber' };

/** So near to the top or the end as counts as being there, in px. */
const NEAR_TOP = 200;
const NEAR_END = 60;
/** As many rows of a page that has come are laid out at once, above what is read: more than can be in sight. */
const NEAR_READ = 12;
const NONE: readonly Message[] = [];

/** What scrolls the thread: it does so itself, or on a phone the conversation around it. */
function viewOf(box: HTMLElement): HTMLElement {
  const around = box.closest<HTMLElement>('.conversation');
  return around && getComputedStyle(box).overflowY === 'visible' ? around : box;
}

/** What was said, as text whatever is in it; the newest is in sight unless one reads further up, and further up the older is loaded. */
export function Thread({ seller, conversation }: { seller: string; conversation: Conversation }) {
  const t = useTexts(conversationTexts);
  const box = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const anchor = useRef<{ row: Element; top: number; keyed: boolean } | null>(null);
  const { conversationId: id, earlier } = conversation;
  const told = conversation.messages ?? NONE;
  const [{ reading, from }, setShown] = useState({ reading: opened(told, earlier), from: told });
  if (from !== told) setShown({ reading: renewed(reading, told, earlier), from: told });

  const load = useMutation({
    mutationFn: (cursor: string) =>
      call('get', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/messages', {
        path: { sellerId: seller, conversationId: id },
        query: { limit: '100', cursor },
      }),
    onSuccess: (page, cursor) => {
      const view = box.current && viewOf(box.current).getBoundingClientRect();
      const row = view && [...(box.current?.querySelectorAll('.said') ?? [])].find((each) => each.getBoundingClientRect().bottom > view.top);
      anchor.current = row ? { row, top: row.getBoundingClientRect().top, keyed: Boolean(top.current?.contains(document.activeElement)) } : null;
      setShown((now) => (now.reading.next === cursor ? { ...now, reading: preceded(now.reading, page) } : now));
    },
  });
  const more = () => {
    if (reading.next && !load.isPending) load.mutate(reading.next);
  };
  useTold(({ name, sellerId, buyerId }) => {
    // What was loaded has their words in it.
    if (name === 'buyer.erased' && sellerId === seller && buyerId === conversation.buyer.id) setShown({ reading: opened(told, earlier), from: told });
  });

  useLayoutEffect(() => {
    // What one reads stays where it is, whatever comes above it.
    const read = anchor.current;
    anchor.current = null;
    if (!read || !box.current) return;
    viewOf(box.current).scrollTop += read.row.getBoundingClientRect().top - read.top;
    // With the last page the button goes from under the keys.
    if (read.keyed && document.activeElement === document.body) box.current.focus({ preventScroll: true });
  }, [reading.older]);

  const newest = reading.newest.at(-1)?.messageId;
  useEffect(() => {
    if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest]);
  useEffect(() => {
    const thread = box.current;
    if (!thread) return undefined;
    // What is written beneath takes of its height.
    const resized = new ResizeObserver(() => {
      if (atEnd.current) thread.scrollTop = thread.scrollHeight;
    });
    resized.observe(thread);
    return () => resized.disconnect();
  }, []);

  const wanted = useRef(more);
  useEffect(() => {
    // What has failed is tried again by hand.
    wanted.current = load.isError ? () => undefined : more;
  });
  useEffect(() => {
    const around = box.current?.closest('.conversation');
    let last = 0;
    const scrolled = (event: Event) => {
      if (!box.current || !top.current) return;
      const view = viewOf(box.current);
      if (event.target !== view) return;
      atEnd.current = view.scrollHeight - view.scrollTop - view.clientHeight < NEAR_END;
      const near = top.current.getBoundingClientRect().bottom > view.getBoundingClientRect().top - NEAR_TOP;
      if (near && view.scrollTop < last) wanted.current();
      last = view.scrollTop;
    };
    around?.addEventListener('scroll', scrolled, { capture: true, passive: true });
    return () => around?.removeEventListener('scroll', scrolled, { capture: true });
  }, []);

  const row = (message: Message, near = false) => <Said key={message.messageId} seller={seller} conversationId={id} message={message} near={near} />;
  return (
    <div className="thread" ref={box} tabIndex={0} role="log" aria-label={t('thread')}>
      {/* What is loaded on top is no news. */}
      <div className="older" aria-live="off" ref={top}>
        {load.isError ? (
          <Failed failure={load.error} again={more} />
        ) : reading.next ? (
          <Button type="link" loading={load.isPending} onClick={more}>
            {load.isPending ? t('loadingEarlier') : t('earlier')}
          </Button>
        ) : (
          reading.older.length > 0 && <p className="nothing small">{t('begins')}</p>
        )}
      </div>
      <div className="older" aria-live="off">
        {reading.older.map((message, index) => row(message, index < reading.fresh && index >= reading.fresh - NEAR_READ))}
      </div>
      {reading.newest.map((message) => row(message))}
    </div>
  );
}

const Said = memo(function Said({ seller, conversationId, message, near }: { seller: string; conversationId: string; message: Message; near: boolean }) {
  const t = useTexts(conversationTexts);
  const word = useWords();
  const { author, delivery } = message;
  return (
    <article className={`said ${author} ${near ? 'near' : ''}`}>
      <p className="said-text">{message.text}</p>
      <div className="said-foot">
        <span>
          {author === 'human' && message.agentId ? message.agentId : word('author', author)}
          {message.care ? ` · ${t('care')}` : ''}
        </span>
        <When at={message.sentAt} seller={seller} />
        {message.language && <span title={t('language')}>{word('language', message.language)}</span>}
        {message.trust !== null && message.trust !== undefined && (
          <span className={message.trust < 60 ? 'amber' : ''}>{t('trust', { n: message.trust })}</span>
        )}
        {(message.flags ?? []).map((flag) => (
          <span key={flag} className="mark amber">
            {word('flag', flag)}
          </span>
        ))}
        {delivery && (
          <Popover trigger="click" content={<Attempts seller={seller} conversationId={conversationId} message={message} />}>
            <button type="button" className={`mark ${TONE[delivery.state] ?? ''}`} style={{ cursor: 'pointer' }}>
              {word('delivery', delivery.state)}
              {delivery.attempts > 1 ? ` ×${delivery.attempts}` : ''}
            </button>
          </Popover>
        )}
      </div>
    </article>
  );
});

function Attempts({ seller, conversationId, message }: { seller: string; conversationId: string; message: Message }) {
  const t = useTexts(conversationTexts);
  const states = useStateTexts();
  const word = useWords();
  const me = useMe();
  const client = useQueryClient();
  const { message: toast } = App.useApp();
  const path = { sellerId: seller, conversationId, messageId: message.messageId };
  const query = useQuery({
    queryKey: ['attempts', seller, message.messageId, message.delivery?.state],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/messages/{messageId}/attempts', { path }),
  });
  const again = useMutation({
    mutationFn: () =>
      call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/messages/{messageId}/attempts', { path, idempotencyKey: freshKey() }),
    onSuccess: () => refresh(client, seller, conversationId),
    onError: (failure) => void toast.error(problemText(failure, states)),
  });
  const state = message.delivery?.state;
  return (
    <div style={{ minWidth: 260, maxWidth: 420 }}>
      <h3>{t('attempts')}</h3>
      <Asked query={query} rows={1} empty={(data) => (data.items.length === 0 ? states('empty') : null)}>
        {(data) => (
          <table className="plain">
            <tbody>
              {data.items.map((attempt) => (
                <tr key={attempt.attempt}>
                  <td>{attempt.attempt}</td>
                  <td>
                    <When at={attempt.dispatchedAt ?? attempt.requestedAt} seller={seller} />
                  </td>
                  <td>
                    {attempt.outcome ? word('delivery', attempt.outcome) : ''} {attempt.code ? t('code', { code: attempt.code }) : ''}
                    {attempt.detail ? <div className="small soft">{attempt.detail}</div> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Asked>
      {me.may('agent') && (state === 'failed' || state === 'unknown') && (
        <Button onClick={() => again.mutate()} loading={again.isPending}>
          {t('retry')}
        </Button>
      )}
    </div>
  );
}
