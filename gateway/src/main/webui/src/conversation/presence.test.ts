import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BEAT, Presence, type Doing } from './presence';

/** A network that answers when it is told to, and what went over it. */
class Network {
  readonly sent: string[] = [];
  awake = true;
  private open: ((again: boolean) => void) | null = null;

  readonly presence = new Presence({
    tell: (doing: Doing) => {
      expect(this.open, 'one request at a time').toBeNull();
      this.sent.push(doing);
      return new Promise((answered) => (this.open = answered));
    },
    leave: () => void this.sent.push('gone'),
    awake: () => this.awake,
  });

  async answer(again = true): Promise<void> {
    const { open } = this;
    this.open = null;
    open?.(again);
    await vi.advanceTimersByTimeAsync(0);
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function opened(): Promise<Network> {
  const network = new Network();
  await vi.advanceTimersByTimeAsync(1000);
  await network.answer();
  expect(network.sent).toEqual(['reading']);
  return network;
}

it('tells nothing of who passes by', async () => {
  const network = new Network();
  await vi.advanceTimersByTimeAsync(200);
  network.presence.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(network.sent).toEqual([]);
});

it('tells every few seconds that one is there, and that one leaves', async () => {
  const network = await opened();
  await vi.advanceTimersByTimeAsync(BEAT);
  await network.answer();
  network.presence.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(network.sent).toEqual(['reading', 'reading', 'gone']);
});

it('tells at once that one begins to write, and once that one has stopped', async () => {
  const network = await opened();
  for (const text of ['H', 'He', 'Hel']) network.presence.wrote(text);
  expect(network.sent).toEqual(['reading', 'writing']);
  await network.answer();
  await vi.advanceTimersByTimeAsync(BEAT - 1);
  network.presence.wrote('Hell');
  await vi.advanceTimersByTimeAsync(1);
  await network.answer();
  expect(network.sent.at(-1)).toBe('writing');
  await vi.advanceTimersByTimeAsync(BEAT - 1);
  expect(network.sent.at(-1)).toBe('reading');
});

it('reads again when the text is empty', async () => {
  const network = await opened();
  network.presence.wrote('H');
  await network.answer();
  network.presence.wrote('');
  expect(network.sent).toEqual(['reading', 'writing', 'reading']);
});

it('waits for what is under way, and then tells only what is so by then', async () => {
  const network = await opened();
  network.presence.wrote('H');
  network.presence.wrote('');
  network.presence.wrote('T');
  network.presence.tell();
  expect(network.sent).toEqual(['reading', 'writing']);
  await network.answer();
  expect(network.sent).toEqual(['reading', 'writing']);
  network.presence.wrote('');
  network.presence.stop();
  expect(network.sent).toEqual(['reading', 'writing', 'reading']);
  await network.answer();
  expect(network.sent).toEqual(['reading', 'writing', 'reading', 'gone']);
});

it('tells nothing while nobody looks or there is no network, and at once when that is over', async () => {
  const network = await opened();
  network.awake = false;
  await vi.advanceTimersByTimeAsync(60_000);
  network.presence.wrote('H');
  expect(network.sent).toEqual(['reading']);
  network.awake = true;
  network.presence.tell();
  expect(network.sent).toEqual(['reading', 'writing']);
});

it('tells nothing any more once it is refused', async () => {
  const network = await opened();
  await vi.advanceTimersByTimeAsync(BEAT);
  await network.answer(false);
  network.presence.wrote('H');
  await vi.advanceTimersByTimeAsync(60_000);
  network.presence.stop();
  expect(network.sent).toEqual(['reading', 'reading']);
});
