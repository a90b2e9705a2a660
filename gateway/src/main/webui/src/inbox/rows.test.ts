import { QueryClient, type InfiniteData } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import type { Row } from '@/api/types';
import { fits, INBOX, lookOf, patchRows, searchOf, type RowPage } from './rows';

const row = (conversationId: string, status = 'UNREAD') => ({ conversationId, sellerId: 's1', status, kind: 'PRE_SALE', clocks: [] }) as unknown as Row;

it('what changes stays in its place in the list', () => {
  const client = new QueryClient();
  const key = [INBOX, { sort: 'due' }];
  client.setQueryData<InfiniteData<RowPage>>(key, {
    pages: [{ items: [row('a'), row('b')].map((each) => ({ row: each, askedAt: 0 })), next: null }],
    pageParams: [null],
  });
  expect(patchRows(client, row('b', 'REPLIED'))).toBe(true);
  expect(patchRows(client, row('z'))).toBe(false);
  const items = client.getQueryData<InfiniteData<RowPage>>(key)?.pages[0]?.items.map((item) => `${item.row.conversationId} ${item.row.status}`);
  expect(items).toEqual(['a UNREAD', 'b REPLIED']);
});

it('a queue survives its own address', () => {
  const look = lookOf(new URLSearchParams('sort=risk&store=s1&status=UNREAD&q=parcel 7'));
  expect(look).toEqual({ sort: 'risk', store: 's1', status: 'UNREAD', q: 'parcel 7' });
  expect(lookOf(searchOf(look))).toEqual(look);
  expect(lookOf(new URLSearchParams('sort=nonsense')).sort).toBe('due');
});

it('a new conversation belongs to the queues whose filters it meets', () => {
  expect(fits(row('a'), { sort: 'due' })).toBe(true);
  expect(fits(row('a'), { sort: 'due', store: 's2' })).toBe(false);
  expect(fits(row('a'), { sort: 'due', q: 'words' })).toBe(false);
});
