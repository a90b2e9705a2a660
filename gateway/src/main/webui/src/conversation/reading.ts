import type { Message } from '@/api/types';

/** What is shown of a thread: the newest messages as the conversation tells them, and before them what was loaded or has moved out of those. */
export interface Reading {
  newest: readonly Message[];
  older: readonly Message[];
  /** The cursor of what is older still; null when nothing is. */
  next: string | null;
  /** How many of the older ones came last. */
  fresh: number;
}

const ids = (messages: readonly Message[]) => new Set(messages.map(({ messageId }) => messageId));

export function opened(newest: readonly Message[], earlier: string | null | undefined): Reading {
  return { newest, older: [], next: earlier ?? null, fresh: 0 };
}

/** The conversation was asked for again: nothing that was shown goes, and what has not changed is the same object as before. */
export function renewed(reading: Reading, newest: readonly Message[], earlier: string | null | undefined): Reading {
  const there = ids(newest);
  // With nothing in common there may be messages between the two.
  if (!reading.newest.some(({ messageId }) => there.has(messageId))) return opened(newest, earlier);
  const before = new Map(reading.newest.map((message) => [message.messageId, message]));
  const gone = reading.newest.filter(({ messageId }) => !there.has(messageId));
  const kept = reading.older.filter(({ messageId }) => !there.has(messageId));
  return {
    newest: newest.map((message) => {
      const known = before.get(message.messageId);
      return known && JSON.stringify(known) === JSON.stringify(message) ? known : message;
    }),
    older: gone.length === 0 && kept.length === reading.older.length ? reading.older : [...kept, ...gone],
    next: reading.next,
    fresh: reading.fresh,
  };
}

/** One page more, the newest of it first; what is there already is not shown twice. */
export function preceded(reading: Reading, page: { items: readonly Message[]; next?: string | null }): Reading {
  const there = ids([...reading.older, ...reading.newest]);
  const fresh = page.items.filter(({ messageId }) => !there.has(messageId)).reverse();
  return { ...reading, older: [...fresh, ...reading.older], next: page.next ?? null, fresh: fresh.length };
}
