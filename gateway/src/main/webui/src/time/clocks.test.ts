import { describe, expect, it } from 'vitest';
import type { Clock } from '@/api/types';
import { bindingOf, faceOf, spanText } from './clocks';

const NOON = Date.parse('2026-11-23T12:00:00Z');

function clock(more: Partial<Clock>): Clock {
  return {
    name: 'first-response', dueAt: '2026-11-23T14:00:00Z', remainingSeconds: 7200, pausedUntil: null, state: 'running',
    binding: true, metAt: null, metBy: null, late: false, ...more,
  };
}

describe('MSG-04: a clock as it stands', () => {
  it('runs down from when it was asked', () => {
    expect(faceOf(clock({}), NOON, NOON + 90_000)).toEqual({ tone: 'calm', seconds: 7110, pausedUntil: null });
  });

  it('does not run down while its calendar pauses it, and goes on from the end of the pause', () => {
    const paused = clock({ dueAt: '2026-11-24T03:00:00Z', pausedUntil: '2026-11-24T01:00:00Z', state: 'paused' });
    expect(faceOf(paused, NOON, NOON + 3_600_000)).toEqual({ tone: 'paused', seconds: 7200, pausedUntil: '2026-11-24T01:00:00Z' });
    expect(faceOf(paused, NOON, Date.parse('2026-11-24T02:30:00Z'))).toMatchObject({ seconds: 1800, tone: 'soon' });
  });

  it('never says there is more left than until it is due', () => {
    expect(faceOf(clock({ remainingSeconds: 9999 }), NOON, NOON).seconds).toBe(7200);
  });

  it('says how long it has been over, also when nobody asked since', () => {
    expect(faceOf(clock({}), NOON, Date.parse('2026-11-23T14:00:05Z'))).toMatchObject({ tone: 'over', seconds: 5 });
    expect(faceOf(clock({ state: 'breached', remainingSeconds: 0, dueAt: '2026-11-23T11:59:00Z' }), NOON, NOON)).toMatchObject({ tone: 'over', seconds: 60 });
  });

  it('is done when it was met, and urgent once it was warned of', () => {
    expect(faceOf(clock({ state: 'met' }), NOON, NOON + 9e9).tone).toBe('done');
    expect(faceOf(clock({ state: 'warned' }), NOON, NOON).tone).toBe('urgent');
  });

  it('takes the one that binds', () => {
    const clocks = [clock({ name: 'answer', binding: false }), clock({ name: 'house' })];
    expect(bindingOf(clocks)?.name).toBe('house');
    expect(bindingOf([])).toBeUndefined();
  });

  it.each([
    [59, '0:59'], [61, '1:01'], [3600, '1:00:00'], [86_399, '23:59:59'], [90_061, '1 d 1:01'], [-5, '0:00'],
  ])('writes %i seconds as %s', (seconds, text) => {
    expect(spanText(seconds, 'd')).toBe(text);
  });
});
