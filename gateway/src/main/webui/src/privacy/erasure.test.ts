import { expect, it } from 'vitest';
import type { BuyerExport } from '@/api/types';
import { erasable } from './erasure';

const order = (more: Partial<BuyerExport['orders'][number]>): BuyerExport['orders'][number] => ({
  orderId: 'o1',
  sellerId: 's1',
  items: [],
  history: [],
  disputes: [],
  ...more,
});

const said = (messageId: string, text: string) => ({ messageId, author: 'buyer', text, sentAt: '2026-01-05T10:00:00Z' });

const buyer: BuyerExport = { sellerId: 's1', buyerId: 'b1', exportedAt: '2026-01-06T10:00:00Z', conversations: [], orders: [] };

it('counts the words, the name and the orders that tell of a person', () => {
  const known: BuyerExport = {
    ...buyer,
    name: 'Ana',
    conversations: [
      { conversationId: 'c1', kind: 'PRE_SALE', messages: [said('m1', 'Hello'), said('m2', '')] },
      { conversationId: 'c2', kind: 'AFTER_SALE', messages: [said('m3', 'Where is it?')] },
    ],
    orders: [
      order({}),
      order({ address: { country: 'ES', region: 'Madrid' } }),
      order({ history: [{ what: 'DELIVERED', at: '2026-01-05T10:00:00Z', signedBy: 'neighbour' }] }),
      order({ disputes: [{ disputeId: 'd1', reason: 'late' }] }),
    ],
  };
  expect(erasable(known)).toEqual({ messages: 2, name: true, orders: 3 });
});

it('finds nothing in what has been erased', () => {
  const blank: BuyerExport = { ...buyer, conversations: [{ conversationId: 'c1', kind: 'PRE_SALE', messages: [said('m1', '')] }], orders: [order({})] };
  expect(erasable(blank)).toEqual({ messages: 0, name: false, orders: 0 });
});
