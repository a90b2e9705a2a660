import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popover } from 'antd';
import { useEffect, useRef } from 'react';
import { call, freshKey } from '@/api/client';
import type { Conversation, Message } from '@/api/types';
import { useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { refresh } from '@/inbox/rows';
import { useMe } from '@/session/session';
import { problemText, useStateTexts } from '@/states/problems';
import { Asked } from '@/states/States';
import { When } from '@/time/When';
import { conversationTexts } from './conversation.texts';

const TONE: Record<string, string> = { delivered: 'green', refused: 'red', failed: 'red', unknown: 'amber' };

/** What was said, as text whatever is in it; the newest is in sight unless one reads further up. */
export function Thread({ seller, conversation }: { seller: string; conversation: Conversation }) {
  const t = useTexts(conversationTexts);
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const messages = conversation.messages ?? [];
  const newest = messages.at(-1)?.messageId;
  useEffect(() => {
    if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest]);
  return (
    <div
      className="thread"
      ref={box}
      tabIndex={0}
      role="log"
      aria-label={t('thread')}
      onScroll={(event) => {
        const at = event.currentTarget;
        atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < 60;
      }}
    >
      {conversation.earlierMessages && <p className="nothing small">{t('earlier')}</p>}
      {messages.map((message) => (
        <Said key={message.messageId} seller={seller} conversation={conversation} message={message} />
      ))}
    </div>
  );
}

function Said({ seller, conversation, message }: { seller: string; conversation: Conversation; message: Message }) {
  const t = useTexts(conversationTexts);
  const word = useWords();
  const { author, delivery } = message;
  return (
    <article className={`said ${author}`}>
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
          <Popover trigger="click" content={<Attempts seller={seller} conversation={conversation} message={message} />}>
            <button type="button" className={`mark ${TONE[delivery.state] ?? ''}`} style={{ cursor: 'pointer' }}>
              {word('delivery', delivery.state)}
              {delivery.attempts > 1 ? ` ×${delivery.attempts}` : ''}
            </button>
          </Popover>
        )}
      </div>
    </article>
  );
}

function Attempts({ seller, conversation, message }: { seller: string; conversation: Conversation; message: Message }) {
  const t = useTexts(conversationTexts);
  const states = useStateTexts();
  const word = useWords();
  const me = useMe();
  const client = useQueryClient();
  const { message: toast } = App.useApp();
  const path = { sellerId: seller, conversationId: conversation.conversationId, messageId: message.messageId };
  const query = useQuery({
    queryKey: ['attempts', seller, message.messageId, message.delivery?.state],
    queryFn: () => call('get', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/messages/{messageId}/attempts', { path }),
  });
  const again = useMutation({
    mutationFn: () =>
      call('post', '/api/v1/sellers/{sellerId}/conversations/{conversationId}/messages/{messageId}/attempts', { path, idempotencyKey: freshKey() }),
    onSuccess: () => refresh(client, seller, conversation.conversationId),
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
