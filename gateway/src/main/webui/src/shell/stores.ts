import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import { call } from '@/api/client';
import type { Seller } from '@/api/types';
import { useMe } from '@/session/session';

const KEPT = 'rapport.store';
const DEFAULT_ZONE = 'Asia/Shanghai';

/** All stores of the session, with zone and score, lowest score first; those without a score last. */
export function useStores() {
  return useQuery({
    queryKey: ['stores'],
    queryFn: async () => {
      const stores: Seller[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await call('get', '/api/v1/sellers', {
          query: { sort: 'score', limit: '200', ...(cursor ? { cursor } : {}) },
        });
        stores.push(...page.items);
        cursor = page.next;
      } while (cursor && stores.length < 1000);
      return stores;
    },
    staleTime: 30_000,
  });
}

/** Ids of all stores one may choose: those that are known, and those the session names without anything of them known yet. */
export function useStoreIds(): string[] {
  const me = useMe();
  const known = useStores().data;
  return useMemo(() => {
    const ids = new Set((known ?? []).map((store) => store.sellerId));
    me.sellers.forEach((seller) => ids.add(seller));
    return [...ids].sort();
  }, [known, me]);
}

/** The zone a store's times are shown in. */
export function useZone(seller: string | null | undefined): string {
  const known = useContext(Zones);
  return (seller && known.get(seller)) || DEFAULT_ZONE;
}

/** Zones by store, handed down once: every time on the screen asks for one. */
export const Zones = createContext<ReadonlyMap<string, string>>(new Map());

export function lastStore(): string | null {
  return localStorage.getItem(KEPT);
}

export function keepStore(seller: string): void {
  localStorage.setItem(KEPT, seller);
}
