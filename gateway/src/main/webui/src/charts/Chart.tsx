import { Suspense, lazy } from 'react';
import type { Lines } from './lines';

const Drawn = lazy(() => import('./Drawn'));

/** Lines over time; the library that draws them is loaded when the first of them is on the screen. */
export function Chart({ lines, label, height = 240 }: { lines: Lines; label: string; height?: number }) {
  return (
    <div role="img" aria-label={label} style={{ height }}>
      <Suspense fallback={<div style={{ height }} />}>
        <Drawn lines={lines} height={height} />
      </Suspense>
    </div>
  );
}
