import type { BuyerExport } from '@/api/types';

/** What an erasure takes of what a buyer's export shows: words, the name, and what orders tell of a person. */
export interface Erasable {
  messages: number;
  name: boolean;
  orders: number;
}

export function erasable({ name, conversations, orders }: BuyerExport): Erasable {
  return {
    messages: conversations.flatMap(({ messages }) => messages).filter(({ text }) => text !== '').length,
    name: Boolean(name),
    orders: orders.filter(
      ({ address, history, disputes }) => address?.region || history.some(({ signedBy }) => signedBy) || disputes.some(({ reason }) => reason),
    ).length,
  };
}
