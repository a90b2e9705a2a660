import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Problem } from '@/api/client';
import { useTold, type Told } from '@/live/live';
import type { Row } from '@/api/types';
import { fits, INBOX, listed, loadPage, patchRows, refresh, sameRow, type Dated, type Look, type RowPage } from './rows';

const MOMENT = 120;

/** The rows of a queue in the order they were loaded; what comes in live is put above them, what changes stays in its place. */
export function useInbox(look: Look) {
  const client = useQueryClient();
  const key = JSON.stringify(look);
  const [news, setNews] = useState<{ key: string; items: Dated[] }>({ key, items: [] });
  const waiting = useRef(new Map<string, number>());

  const query = useInfiniteQuery<RowPage, Error, InfiniteData<RowPage>, readonly unknown[], string | null>({
    queryKey: [INBOX, look],
    queryFn: ({ pageParam, signal }) => loadPage(look, pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.next ?? undefined,
    // Loading anew would move what is read: that is for the reader to ask for.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    gcTime: 60_000,
  });

  const take = useCallback(
    async (told: Told, tries: number): Promise<void> => {
      const { sellerId, conversationId, messageId } = told;
      if (!conversationId) return;
      try {
        const fresh = await refresh(client, sellerId, conversationId);
        if (told.name === 'buyer-message.received' && messageId && tries < 4) {
          const there = fresh.messages?.some((message) => message.messageId === messageId);
          // The broker has it before the conversation shows it.
          if (!there) window.setTimeout(() => void take(told, tries + 1), 200 * 2 ** tries);
        }
        const known = patchRows(client, fresh);
        if (!known && told.name !== 'delivery.settled' && fits(fresh, look)) {
          const dated = listed(fresh as Row);
          setNews((before) => {
            const items = before.key === key ? before.items : [];
            const rest = items.some((item) => sameRow(item.row, fresh))
              ? items.map((item) => (sameRow(item.row, fresh) ? dated : item))
              : [dated, ...items];
            return { key, items: rest };
          });
        } else if (!known) {
          setNews((before) => ({
            ...before,
            items: before.items.map((item) =>
              sameRow(item.row, fresh) ? listed(fresh as Row) : item,
            ),
          }));
        }
      } catch (failure) {
        if (failure instanceof Problem && failure.status === 404 && tries < 4) {
          window.setTimeout(() => void take(told, tries + 1), 200 * 2 ** tries);
        }
      }
    },
    [client, key, look],
  );

  useTold((told) => {
    if (!told.conversationId) return;
    const id = `${told.sellerId}/${told.conversationId}`;
    // Several facts about one conversation come together; it is asked for once.
    if (waiting.current.has(id)) return;
    waiting.current.set(
      id,
      window.setTimeout(() => {
        waiting.current.delete(id);
        void take(told, 0);
      }, MOMENT),
    );
  });

  const loaded = query.data;
  const fresh = news.key === key ? news.items : EMPTY;
  const rows = useMemo(() => {
    const all = [...fresh];
    const seen = new Set(fresh.map(({ row }) => `${row.sellerId}/${row.conversationId}`));
    for (const page of loaded?.pages ?? []) {
      for (const item of page.items) {
        const id = `${item.row.sellerId}/${item.row.conversationId}`;
        if (!seen.has(id)) {
          seen.add(id);
          all.push(item);
        }
      }
    }
    return all;
  }, [loaded, fresh]);

  const reorder = useCallback(() => {
    setNews({ key, items: [] });
    void client.resetQueries({ queryKey: [INBOX, look], exact: true });
  }, [client, key, look]);

  return { query, rows, newCount: fresh.length, reorder };
}

const EMPTY: Dated[] = [];
