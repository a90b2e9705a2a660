import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { carryCsrf, request, whenSignedOut } from '@/api/client';

export interface SignedIn {
  signedIn: true;
  subject: string;
  sellers: string[];
  roles: string[];
  expiresAt: string;
  csrf: string;
}

export interface SignedOut {
  signedIn: false;
  ways: string[];
  local?: { roles: string[]; sellers: string[] };
}

export const SESSION = ['session'] as const;

async function readSession(): Promise<SignedIn | SignedOut> {
  const response = await request('GET', '/session');
  const session = (await response.json()) as SignedIn | SignedOut;
  carryCsrf(session.signedIn ? session.csrf : null);
  return session;
}

/** Signs in at the local stack, which vouches for whoever asks. */
export async function signInLocally(role: string, sellers: string[], agentId: string): Promise<SignedIn> {
  const response = await request('POST', '/session', {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role, sellers, ...(agentId ? { agentId } : {}) }),
  });
  const session = (await response.json()) as SignedIn;
  carryCsrf(session.csrf);
  return session;
}

export async function signOut(): Promise<void> {
  await request('DELETE', '/session');
  carryCsrf(null);
}

/** The session as the gateway tells it; asked anew whenever a request was refused for the lack of one. */
export function useSessionState() {
  const client = useQueryClient();
  useEffect(() => {
    whenSignedOut(() => {
      void client.invalidateQueries({ queryKey: SESSION });
    });
  }, [client]);
  return useQuery({
    queryKey: SESSION,
    queryFn: readSession,
    staleTime: 60_000,
    // Shortly before it ends it is asked for again, which renews it where it can be.
    refetchInterval: ({ state: { data } }) =>
      data?.signedIn ? Math.min(5 * 60_000, Math.max(5_000, Date.parse(data.expiresAt) - Date.now() - 45_000)) : false,
  });
}

export interface Me {
  subject: string;
  /** The stores of the token, or none named when it holds all there are. */
  sellers: readonly string[];
  allSellers: boolean;
  roles: ReadonlySet<string>;
  /** May do what one of these roles may; an admin may what a supervisor may, a supervisor what an agent may. */
  may: (...roles: string[]) => boolean;
}

const Context = createContext<Me | null>(null);

const ABOVE: Record<string, readonly string[]> = {
  admin: ['admin', 'supervisor', 'agent', 'viewer'],
  supervisor: ['supervisor', 'agent', 'viewer'],
  agent: ['agent', 'viewer'],
  viewer: ['viewer'],
  feeder: ['feeder'],
};

export function rights(roles: readonly string[]): Set<string> {
  return new Set(roles.flatMap((role) => ABOVE[role] ?? []));
}

export function MeProvider({ session, children }: { session: SignedIn; children: ReactNode }) {
  const me = useMemo<Me>(() => {
    const held = rights(session.roles);
    return {
      subject: session.subject,
      sellers: session.sellers.filter((seller) => seller !== '*'),
      allSellers: session.sellers.includes('*'),
      roles: new Set(session.roles),
      may: (...roles) => roles.some((role) => held.has(role)),
    };
  }, [session]);
  return <Context value={me}>{children}</Context>;
}

export function useMe(): Me {
  const me = useContext(Context);
  if (!me) throw new Error('outside a session');
  return me;
}
