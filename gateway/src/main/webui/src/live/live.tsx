import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { NAMES } from './names';

/** One thing that happened; ids, states and times, no text of a person. */
export interface Told {
  name: string;
  sellerId: string;
  conversationId?: string;
  messageId?: string;
  reviewId?: string;
  [more: string]: unknown;
}

type Listener = (told: Told) => void;

export type LiveState = 'connecting' | 'live' | 'lost';

interface Live {
  state: LiveState;
  listen: (listener: Listener) => () => void;
}

const Context = createContext<Live>({ state: 'connecting', listen: () => () => undefined });

/** One stream for the whole console, of all stores of the session; what it tells is handed on and asked for over REST. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const listeners = useRef(new Set<Listener>());

  useEffect(() => {
    let source: EventSource | null = null;
    let again: number | undefined;
    let stopped = false;

    const open = () => {
      source = new EventSource('/api/v1/stream');
      source.addEventListener('ready', () => setState('live'));
      source.addEventListener('reset', () => void client.invalidateQueries());
      for (const name of NAMES) {
        source.addEventListener(name, (event) => {
          try {
            const told = { ...(JSON.parse((event as MessageEvent<string>).data) as object), name } as Told;
            listeners.current.forEach((listener) => listener(told));
          } catch {
            // What cannot be read tells nothing.
          }
        });
      }
      source.onerror = () => {
        setState('lost');
        // A browser comes back by itself, but not after a refusal.
        if (source?.readyState === EventSource.CLOSED && !stopped) {
          window.clearTimeout(again);
          again = window.setTimeout(() => {
            // All but the queue, which would be sorted anew under the reader's eyes.
            void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'inbox' });
            open();
          }, 5000);
        }
      };
    };
    open();
    return () => {
      stopped = true;
      window.clearTimeout(again);
      source?.close();
    };
  }, [client]);

  const live = useRef<Live['listen']>((listener) => {
    listeners.current.add(listener);
    return () => {
      listeners.current.delete(listener);
    };
  });
  return <Context value={{ state, listen: live.current }}>{children}</Context>;
}

export function useLiveState(): LiveState {
  return useContext(Context).state;
}

/** Calls the newest listener with everything that is told while the component is there. */
export function useTold(listener: Listener): void {
  const { listen } = useContext(Context);
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => listen((told) => newest.current(told)), [listen]);
}
