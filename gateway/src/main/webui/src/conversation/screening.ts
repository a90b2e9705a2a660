import type { Finding } from '@/api/types';

export interface Piece {
  text: string;
  /** The gravest finding over it. */
  severity: 'BLOCK' | 'WARN' | null;
}

/**
 * Cuts a text at the spans of its findings. Spans are in UTF-16 units, as strings here are; those that overlap are cut where the
 * gravity changes, those that reach past the text (it has been shortened since) are held within it.
 */
export function pieces(text: string, findings: readonly Finding[]): Piece[] {
  const gravity = new Uint8Array(text.length);
  for (const finding of findings) {
    const weight = finding.severity === 'BLOCK' ? 2 : finding.severity === 'WARN' ? 1 : 0;
    const end = Math.min(finding.end, text.length);
    for (let at = Math.max(0, finding.start); at < end; at++) {
      if (weight > (gravity[at] ?? 0)) gravity[at] = weight;
    }
  }
  const cut: Piece[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at === text.length || gravity[at] !== gravity[from]) {
      cut.push({
        text: text.slice(from, at),
        severity: gravity[from] === 2 ? 'BLOCK' : gravity[from] === 1 ? 'WARN' : null,
      });
      from = at;
    }
  }
  return cut;
}

/**
 * The findings of a text that has been edited since: those before the place of the edit stay, those behind it move along, those it
 * touched go until the next answer.
 */
export function shifted(findings: readonly Finding[], before: string, after: string): Finding[] {
  if (before === after) return [...findings];
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const by = after.length - before.length;
  return findings.flatMap((finding) => {
    if (finding.end <= head) return [finding];
    if (finding.start >= before.length - tail) return [{ ...finding, start: finding.start + by, end: finding.end + by }];
    return [];
  });
}
