import { useEffect, useRef } from 'react';
import type { Dated } from './rows';

/** What a key of the inbox asks the open conversation to do. */
export type Ask = 'claim' | 'reply' | 'handle';

const listeners = new Set<(ask: Ask) => void>();

/** Hears of the keys that are about the conversation that is open. */
export function useAsked(listener: (ask: Ask) => void): void {
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => {
    const heard = (ask: Ask) => newest.current(ask);
    listeners.add(heard);
    return () => {
      listeners.delete(heard);
    };
  }, []);
}

const ASKS: Record<string, Ask> = { c: 'claim', r: 'reply', h: 'handle' };

/** Whether a key belongs to what is written in. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('[role=dialog]') !== null)
  );
}

export function useInboxKeys({
  rows,
  seller,
  conversation,
  open,
}: {
  rows: readonly Dated[];
  seller: string | undefined;
  conversation: string | undefined;
  open: (row: Dated['row']) => void;
}): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      if (event.key === 'j' || event.key === 'k') {
        const at = rows.findIndex(({ row }) => row.sellerId === seller && row.conversationId === conversation);
        const next = rows[at < 0 ? 0 : event.key === 'j' ? at + 1 : at - 1];
        if (next) open(next.row);
        event.preventDefault();
      } else if (event.key === '/') {
        document.getElementById('inbox-search')?.focus();
        event.preventDefault();
      } else if (event.key in ASKS && conversation) {
        const ask = ASKS[event.key];
        if (ask) listeners.forEach((listener) => listener(ask));
        event.preventDefault();
      }
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [rows, seller, conversation, open]);
}
