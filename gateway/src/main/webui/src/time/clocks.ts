import type { Clock } from '@/api/types';

export type Tone = 'calm' | 'soon' | 'urgent' | 'over' | 'paused' | 'done';

export interface Face {
  tone: Tone;
  /** Seconds left; of a clock that has run out, seconds since then. */
  seconds: number;
  pausedUntil: string | null;
}

const SOON = 60 * 60;
const URGENT = 15 * 60;

/**
 * How a clock stands at an instant, from what it said when it was asked.
 *
 * @param clock as answered: what remains is time of its own calendar, so a paused one does not run down
 * @param askedAt when it was answered, in milliseconds
 * @param now in milliseconds
 */
export function faceOf(clock: Clock, askedAt: number, now: number): Face {
  const due = Date.parse(clock.dueAt);
  if (clock.state === 'met') {
    return { tone: 'done', seconds: 0, pausedUntil: null };
  }
  if (clock.state === 'breached' || now >= due) {
    return { tone: 'over', seconds: Math.max(0, Math.floor((now - due) / 1000)), pausedUntil: null };
  }
  const pausedUntil = clock.pausedUntil ?? null;
  const resumes = pausedUntil ? Date.parse(pausedUntil) : null;
  if (resumes !== null && now < resumes) {
    const left = clock.remainingSeconds ?? Math.floor((due - resumes) / 1000);
    return { tone: 'paused', seconds: Math.max(0, left), pausedUntil };
  }
  // Once a pause is over, what was left of it runs from then on.
  const since = resumes !== null && resumes > askedAt ? resumes : askedAt;
  const straight = Math.floor((due - now) / 1000);
  const counted =
    clock.remainingSeconds === null || clock.remainingSeconds === undefined
      ? straight
      : clock.remainingSeconds - Math.floor((now - since) / 1000);
  const seconds = Math.max(0, Math.min(counted, straight));
  const tone: Tone = clock.state === 'warned' || seconds < URGENT ? 'urgent' : seconds < SOON ? 'soon' : 'calm';
  return { tone, seconds, pausedUntil: null };
}

/** The clock that binds, else the next one due. */
export function bindingOf(clocks: readonly Clock[]): Clock | undefined {
  return clocks.find((clock) => clock.binding) ?? undefined;
}

/** `1:02:03`, `12:07`, `3 d 4:05`: short, and of one width while it counts. */
export function spanText(seconds: number, days: string): string {
  const whole = Math.max(0, Math.floor(seconds));
  const d = Math.floor(whole / 86_400);
  const h = Math.floor((whole % 86_400) / 3600);
  const m = Math.floor((whole % 3600) / 60);
  const s = whole % 60;
  const two = (n: number) => String(n).padStart(2, '0');
  if (d > 0) return `${d} ${days} ${h}:${two(m)}`;
  if (h > 0) return `${h}:${two(m)}:${two(s)}`;
  return `${m}:${two(s)}`;
}
