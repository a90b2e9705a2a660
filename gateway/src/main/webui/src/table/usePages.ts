import { useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';

export interface Paged<T> {
  items: T[];
  next?: string | null;
}

export interface Pages<T> {
  items: T[];
  query: Pick<UseInfiniteQueryResult, 'isPending' | 'isError' | 'error' | 'refetch' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
}

/**
 * A list of the API page by page, under the key and `list`: what asks for all of the same things at once keeps another shape in the
 * cache, and a change of any of them names what both begin with.
 */
export function usePages<T>(key: readonly unknown[], load: (page: { cursor?: string }, signal: AbortSignal) => Promise<Paged<T>>): Pages<T> {
  const query = useInfiniteQuery({
    queryKey: [...key, 'list'],
    queryFn: ({ pageParam, signal }) => load(pageParam ? { cursor: pageParam } : {}, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { items, query };
}
