import { describe, expect, it } from 'vitest';
import type { Finding } from '@/api/types';
import { pieces, shifted } from './screening';

const finding = (start: number, end: number, severity: Finding['severity'] = 'BLOCK'): Finding => ({ rule: 'MSG-10.email', severity, start, end, reason: 'an address' });

describe('MSG-10: what is underlined', () => {
  it('cuts at the spans, in UTF-16 units', () => {
    const text = '🙏 a@b.de ok';
    expect(pieces(text, [finding(3, 9)])).toEqual([
      { text: '🙏 ', severity: null },
      { text: 'a@b.de', severity: 'BLOCK' },
      { text: ' ok', severity: null },
    ]);
  });

  it('shows the graver of two that overlap', () => {
    expect(pieces('abcdef', [finding(0, 4, 'WARN'), finding(2, 6)])).toEqual([
      { text: 'ab', severity: 'WARN' },
      { text: 'cdef', severity: 'BLOCK' },
    ]);
  });

  it('holds spans within a text that has become shorter', () => {
    expect(pieces('abc', [finding(2, 9)])).toEqual([{ text: 'ab', severity: null }, { text: 'c', severity: 'BLOCK' }]);
    expect(pieces('', [finding(0, 3)])).toEqual([]);
  });

  it('never loses or adds a character, whatever the spans', () => {
    const text = 'x'.repeat(40);
    let seed = 7;
    const drawn = (below: number) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
    for (let round = 0; round < 300; round++) {
      const found = Array.from({ length: drawn(6) }, () => {
        const start = drawn(45) - 2;
        return finding(start, start + drawn(12), drawn(2) ? 'BLOCK' : 'WARN');
      });
      expect(pieces(text, found).map((piece) => piece.text).join('')).toBe(text);
    }
  });
});

describe('findings of a text that is edited while its screening is under way', () => {
  const before = 'mail a@b.de or call';
  const found = [finding(5, 11)];

  it('stay where the edit is behind them', () => {
    expect(shifted(found, before, `${before} me`)).toEqual(found);
  });

  it('move along where it is before them', () => {
    expect(shifted(found, before, `please ${before}`)).toEqual([finding(12, 18)]);
  });

  it('go where it touches them', () => {
    expect(shifted(found, before, 'mail a@bb.de or call')).toEqual([]);
  });
});
