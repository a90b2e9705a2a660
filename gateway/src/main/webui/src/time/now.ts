import { useSyncExternalStore } from 'react';

const watchers = new Set<() => void>();
let timer: number | undefined;
let now = Date.now();

function watch(listener: () => void): () => void {
  watchers.add(listener);
  if (timer === undefined) {
    timer = window.setInterval(() => {
      now = Date.now();
      watchers.forEach((watcher) => watcher());
    }, 1000);
  }
  return () => {
    watchers.delete(listener);
    if (watchers.size === 0 && timer !== undefined) {
      window.clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present instant, second by second, from one timer for all who look. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => now);
}
