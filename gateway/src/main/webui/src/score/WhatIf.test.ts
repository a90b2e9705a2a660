import { expect, it } from 'vitest';
import type { Explanation } from '@/api/types';
import { wished } from './WhatIf';

const part = (name: string, metric: string, met: [string, number], misses: number) =>
  ({ name, metric, weight: 20, misses, met: { counter: met[0], sum: met[1] } }) as Explanation['components'][number];

const explanation = {
  components: [part('answering', 'answer_rate_24h', ['turns_answered_24h', 200], 8), part('quality', 'low_quality_rate', ['messages_flagged', 5], 5)],
} as Explanation;

it('SCO-06: asks for nothing when nothing differs', () => {
  expect(wished(explanation, { misses: { answering: 8 }, weights: { quality: 20 } })).toEqual({});
});

it('SCO-06: fewer misses are more done where what was done is counted, and less where what went wrong is', () => {
  expect(wished(explanation, { misses: { answering: 3, quality: 1 }, weights: { answering: 30 } })).toEqual({
    counters: { turns_answered_24h: 205, messages_flagged: 1 },
    weights: { answering: 30 },
  });
});
