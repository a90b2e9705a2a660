import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { Conversation, Row } from '@/api/types';

/** A conversation as it was answered, and when: its clocks count from then. */
export interface Dated {
  row: Row;
  askedAt: number;
}

export interface RowPage {
  items: Dated[];
  next?: string | null;
}

export interface Look {
  sort: 'due' | 'risk' | 'recent';
  store?: string;
  status?: string;
  kind?: string;
  scene?: string;
  assignee?: string;
  within?: string;
  q?: string;
}

export const INBOX = 'inbox';
const PREVIEW = 160;
export const conversationKey = (seller: string, id: string) => ['conversation', seller, id] as const;
export const actionsKey = (seller: string, id: string) => ['actions', seller, id] as const;

const NAMES = ['store', 'status', 'kind', 'scene', 'assignee', 'within', 'q'] as const;

export function lookOf(search: URLSearchParams): Look {
  const sort = search.get('sort');
  const look: Look = { sort: sort === 'risk' || sort === 'recent' ? sort : 'due' };
  for (const name of NAMES) {
    const value = search.get(name);
    if (value) look[name] = value;
  }
  return look;
}

export function searchOf(look: Look): URLSearchParams {
  const search = new URLSearchParams();
  if (look.sort !== 'due') search.set('sort', look.sort);
  for (const name of NAMES) if (look[name]) search.set(name, look[name]);
  return search;
}

const anchors = new Map<string, string>();

/** The bound of a queue by time: a cursor is good only for the very query it came from, so later pages keep that of the first. */
function dueBefore(look: Look, first: boolean): string {
  const key = JSON.stringify(look);
  const known = anchors.get(key);
  if (known && !first) return known;
  const bound = new Date(Date.now() + Number(look.within) * 3_600_000).toISOString();
  anchors.set(key, bound);
  return bound;
}

export async function loadPage(look: Look, cursor: string | null, signal: AbortSignal): Promise<RowPage> {
  const query = {
    sort: look.sort,
    limit: '100',
    ...(look.status ? { status: look.status } : {}),
    ...(look.kind ? { kind: look.kind } : {}),
    ...(look.scene ? { scene: look.scene } : {}),
    ...(look.assignee ? { assignee: look.assignee } : {}),
    ...(look.q ? { q: look.q } : {}),
    ...(look.within ? { clockDueBefore: dueBefore(look, cursor === null) } : {}),
    ...(cursor ? { cursor } : {}),
  };
  const page = look.store
    ? await call('get', '/api/v1/sellers/{sellerId}/conversations', { path: { sellerId: look.store }, query: query as never, signal })
    : await call('get', '/api/v1/conversations', { query: query as never, signal });
  const askedAt = Date.now();
  return { items: page.items.map((row) => ({ row, askedAt })), next: page.next ?? null };
}

/** Whether a conversation that was just told of belongs to what is looked at, as far as that can be told without the words. */
export function fits(row: Row, look: Look): boolean {
  return (
    (!look.store || row.sellerId === look.store) &&
    (!look.status || row.status === look.status) &&
    (!look.kind || row.kind === look.kind) &&
    (!look.scene || row.scene === look.scene) &&
    (!look.assignee || row.assignee === look.assignee) &&
    !look.q &&
    !look.within
  );
}

export function sameRow(a: Row, b: Row): boolean {
  return a.sellerId === b.sellerId && a.conversationId === b.conversationId;
}

/** A conversation that was asked for by itself, as a row of the list. */
export function listed(fresh: Row): Dated {
  const last = fresh.messages?.at(-1);
  const lastMessage = fresh.lastMessage ?? (last ? { author: last.author, text: last.text.slice(0, PREVIEW) } : null);
  return { row: { ...fresh, messages: null, lastMessage }, askedAt: Date.now() };
}

/** Puts what is known anew of a conversation in its place in every list; nothing changes its place. */
export function patchRows(client: QueryClient, fresh: Row): boolean {
  let found = false;
  const dated = listed(fresh);
  // What an act answers has no messages: then what was said last stays as it is known.
  const kept = ({ row }: Dated): Dated => ({ ...dated, row: { ...dated.row, lastMessage: dated.row.lastMessage ?? row.lastMessage ?? null } });
  client.setQueriesData<InfiniteData<RowPage>>({ queryKey: [INBOX] }, (known) => {
    if (!known?.pages) return known;
    let hit = false;
    const pages = known.pages.map((page) => {
      const at = page.items.findIndex((item) => sameRow(item.row, fresh));
      if (at < 0) return page;
      hit = true;
      return { ...page, items: page.items.map((item, index) => (index === at ? kept(item) : item)) };
    });
    found ||= hit;
    return hit ? { ...known, pages } : known;
  });
  return found;
}

/** The conversation as it is now, put wherever it is shown. */
export async function refresh(client: QueryClient, seller: string, id: string): Promise<Conversation> {
  const fresh = await call('get', '/api/v1/sellers/{sellerId}/conversations/{conversationId}', {
    path: { sellerId: seller, conversationId: id },
  });
  if (client.getQueryData(conversationKey(seller, id))) {
    client.setQueryData(conversationKey(seller, id), fresh);
    void client.invalidateQueries({ queryKey: actionsKey(seller, id) });
  }
  patchRows(client, fresh as Row);
  return fresh;
}
