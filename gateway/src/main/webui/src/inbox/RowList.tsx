import { ArrowUpOutlined } from '@ant-design/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Button } from 'antd';
import { memo, useEffect, useLayoutEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useNumbers, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useStateTexts } from '@/states/problems';
import { Failed, Loading, Nothing } from '@/states/States';
import { bindingOf } from '@/time/clocks';
import { ClockFace } from '@/time/ClockFace';
import { When } from '@/time/When';
import { inboxTexts } from './inbox.texts';
import type { Dated } from './rows';
import type { useInbox } from './useInbox';

const HEIGHT = 72;

/** However many rows there are, only those that can be seen are drawn. */
export function RowList({
  inbox,
  chosen,
  open,
  asked,
}: {
  inbox: ReturnType<typeof useInbox>;
  chosen: string | null;
  open: (row: Dated['row']) => void;
  asked: string;
}) {
  const t = useTexts(inboxTexts);
  const states = useStateTexts();
  const { query, rows, newCount } = inbox;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 8,
    getItemKey: (index) => {
      const row = rows[index]?.row;
      return row ? `${row.sellerId}/${row.conversationId}` : index;
    },
  });

  // What comes in goes above what is read, which stays where it is.
  const before = useRef(newCount);
  useLayoutEffect(() => {
    const added = newCount - before.current;
    before.current = newCount;
    if (added > 0 && scroller.current) scroller.current.scrollTop += added * HEIGHT;
  }, [newCount]);

  const at = chosen ? rows.findIndex(({ row }) => `${row.sellerId}/${row.conversationId}` === chosen) : -1;
  const scrolledTo = useRef<string | null>(null);
  useEffect(() => {
    if (at >= 0 && chosen !== scrolledTo.current) {
      scrolledTo.current = chosen;
      virtual.scrollToIndex(at, { align: 'auto' });
    }
  }, [at, chosen, virtual]);

  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 20 && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  }, [last, rows.length, query]);

  const above = newCount > 0 && (items[0]?.index ?? 0) + 1 >= 1 && (virtual.scrollOffset ?? 0) >= HEIGHT / 2;
  return (
    <div style={{ position: 'relative', flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
      {above && (
        <Button
          className="inbox-news"
          type="primary"
          shape="round"
          icon={<ArrowUpOutlined />}
          onClick={() => scroller.current?.scrollTo({ top: 0 })}
        >
          {t('news', { n: newCount })}
        </Button>
      )}
      <div className="inbox-scroll" ref={scroller} tabIndex={0} role="region" aria-label={t('list')}>
        {query.isPending ? (
          <Loading rows={8} />
        ) : query.isError && rows.length === 0 ? (
          <Failed failure={query.error} again={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Nothing>{t('nothing')}</Nothing>
        ) : (
          <div style={{ height: virtual.getTotalSize(), minHeight: `calc(100% + ${newCount * HEIGHT}px)`, position: 'relative' }}>
            {items.map((item) => {
              const dated = rows[item.index];
              return dated ? (
                <InboxRow
                  key={item.key}
                  dated={dated}
                  top={item.start}
                  chosen={item.index === at}
                  isNew={item.index < newCount}
                  asked={asked}
                  open={open}
                />
              ) : null;
            })}
          </div>
        )}
      </div>
      {query.isFetchingNextPage && <div className="inbox-foot">{states('loading')}</div>}
    </div>
  );
}

const InboxRow = memo(function InboxRow({
  dated: { row, askedAt },
  top,
  chosen,
  isNew,
  asked,
  open,
}: {
  dated: Dated;
  top: number;
  chosen: boolean;
  isNew: boolean;
  asked: string;
  open: (row: Dated['row']) => void;
}) {
  const t = useTexts(inboxTexts);
  const word = useWords();
  const numbers = useNumbers();
  const clock = bindingOf(row.clocks);
  const points = row.priceOfMiss ?? 0;
  return (
    <Link
      to={`/inbox/${encodeURIComponent(row.sellerId)}/${encodeURIComponent(row.conversationId)}?${asked}`}
      className={`inbox-row ${chosen ? 'chosen' : ''} ${row.status === 'UNREAD' || row.status === 'UNANSWERED' ? 'unread' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      aria-current={chosen ? 'true' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open(row);
      }}
    >
      <span className="name">
        {isNew && <span className="mark brand-mark">{t('isNew')}</span>} <bdi>{row.buyer.name ?? row.buyer.id}</bdi>
        {row.buyer.country && <span className="soft small"> {row.buyer.country}</span>}
      </span>
      <span className="side-top">{clock ? <ClockFace clock={clock} askedAt={askedAt} seller={row.sellerId} /> : null}</span>
      <span className="line">
        {row.lastMessage?.text ? (
          <>
            {row.lastMessage.author !== 'buyer' && t('says', { who: word('author', row.lastMessage.author) })}
            <bdi>{row.lastMessage.text}</bdi>
          </>
        ) : (
          word('status', row.status)
        )}
      </span>
      <span className={`side-line ${points >= 1 ? 'red' : 'soft'}`} title={points > 0 ? t('points', { points: numbers.points(points) }) : undefined}>
        {points > 0 ? t('atStake', { points: numbers.points(points) }) : ''}
      </span>
      <span className="line">
        {[row.sellerId, word('scene', row.scene), word('kind', row.kind)].filter(Boolean).join(' · ')}
        {row.assignee ? ` · ${t('inHands', { agent: row.assignee })}` : ''}
      </span>
      <span className="side-line soft">
        <When at={row.lastMessageAt} seller={row.sellerId} />
      </span>
    </Link>
  );
});
