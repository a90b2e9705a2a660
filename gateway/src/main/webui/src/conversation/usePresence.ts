import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call, Problem } from '@/api/client';
import type { Presence as Answered } from '@/api/types';
import { SESSION, useMe, type SignedIn, type SignedOut } from '@/session/session';
import { LASTS, Presence, type Doing } from './presence';

const PRESENCE = '/api/v1/sellers/{sellerId}/conversations/{conversationId}/presence';
/** A request that takes longer is given up, so that the next can go. */
const PATIENCE = 8_000;
const NOBODY: readonly Other[] = [];

export type Other = Pick<Answered['others'][number], 'agentId' | 'doing'>;

/** Who else is at a conversation. Agents tell that they are; whoever only reads the store asks. */
export function usePresence(seller: string, id: string): { others: readonly Other[]; wrote: (text: string) => void } {
  const writes = useMe().may('agent');
  const client = useQueryClient();
  const [others, setOthers] = useState(NOBODY);
  const presence = useRef<Presence | null>(null);
  useEffect(() => {
    const path = { sellerId: seller, conversationId: id };
    let fade: number | undefined;
    const ask = (doing: Doing) => {
      const signal = AbortSignal.timeout(PATIENCE);
      return writes ? call('post', PRESENCE, { path, body: { doing }, signal }) : call('get', PRESENCE, { path, signal });
    };
    const tell = async (doing: Doing) => {
      try {
        const found = (await ask(doing)).others.map(({ agentId, doing }) => ({ agentId, doing }));
        setOthers((known) => (JSON.stringify(known) === JSON.stringify(found) ? known : found));
        window.clearTimeout(fade);
        fade = window.setTimeout(() => setOthers(NOBODY), LASTS);
        return true;
      } catch (failure) {
        // Without a session, a right or the conversation it stays refused.
        return !(failure instanceof Problem) || failure.status === 0 || failure.status === 429 || failure.status >= 500;
      }
    };
    const leave = () => {
      if (!writes || !client.getQueryData<SignedIn | SignedOut>(SESSION)?.signedIn) return;
      call('post', PRESENCE, { path, body: { doing: 'gone' }, keepalive: true }).catch(() => undefined);
    };
    const here = new Presence({ tell, leave, awake: () => document.visibilityState === 'visible' && navigator.onLine });
    presence.current = here;
    const pause = () => here.pause();
    document.addEventListener('visibilitychange', here.tell);
    window.addEventListener('online', here.tell);
    window.addEventListener('pagehide', pause);
    return () => {
      document.removeEventListener('visibilitychange', here.tell);
      window.removeEventListener('online', here.tell);
      window.removeEventListener('pagehide', pause);
      window.clearTimeout(fade);
      here.stop();
    };
  }, [seller, id, writes, client]);
  const wrote = useCallback((text: string) => presence.current?.wrote(text), []);
  return { others, wrote };
}
