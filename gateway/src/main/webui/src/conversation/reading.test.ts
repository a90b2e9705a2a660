import { expect, it } from 'vitest';
import type { Message } from '@/api/types';
import { opened, preceded, renewed, type Reading } from './reading';

const said = (n: number, text = `words ${n}`): Message => ({
  messageId: `m${n}`,
  author: 'buyer',
  care: false,
  text,
  sentAt: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString(),
});
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => said(first + at));
const shown = ({ older, newest }: Reading) => [...older, ...newest].map(({ messageId }) => messageId);
const named = (first: number, last: number) => from(first, last).map(({ messageId }) => messageId);

it('puts a page before what is shown, the oldest first', () => {
  const reading = preceded(opened(from(6, 10), 'before-6'), { items: from(3, 5).reverse(), next: 'before-3' });
  expect(shown(reading)).toEqual(named(3, 10));
  expect(reading.next).toBe('before-3');
  expect(preceded(reading, { items: from(1, 2).reverse() }).next).toBeNull();
});

it('shows what comes twice once', () => {
  const reading = preceded(opened(from(6, 10), 'x'), { items: from(4, 7).reverse(), next: null });
  expect(shown(reading)).toEqual(named(4, 10));
});

it('keeps what a new message moves out of the newest, and what was loaded', () => {
  const loaded = preceded(opened(from(6, 10), 'before-6'), { items: from(4, 5).reverse(), next: 'before-4' });
  const reading = renewed(loaded, from(8, 12), 'before-8');
  expect(shown(reading)).toEqual(named(4, 12));
  expect(reading.next).toBe('before-4');
});

it('needs no cursor for what it has seen go by', () => {
  const reading = renewed(opened(from(1, 5), null), from(2, 6), 'before-2');
  expect(shown(reading)).toEqual(named(1, 6));
  expect(reading.next).toBeNull();
});

it('begins anew where there may be something between', () => {
  const loaded = preceded(opened(from(6, 10), 'before-6'), { items: from(4, 5).reverse(), next: 'before-4' });
  const reading = renewed(loaded, from(20, 24), 'before-20');
  expect(shown(reading)).toEqual(named(20, 24));
  expect(reading.next).toBe('before-20');
});

it('takes what has changed and leaves the rest as it was', () => {
  const before = opened(from(1, 3), null);
  const after = renewed(before, [said(1), said(2, 'other words'), said(3)], null);
  expect(after.newest[0]).toBe(before.newest[0]);
  expect(after.newest[1]?.text).toBe('other words');
  expect(after.older).toBe(before.older);
});
