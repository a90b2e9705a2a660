/** What somebody does at a conversation. */
export type Doing = 'reading' | 'writing';

/** As often as it is told that one is still there, and as long as one writes on after the last key. */
export const BEAT = 10_000;
/** Whoever has not been seen for this long is gone. */
export const LASTS = 30_000;
/** Whoever passes by with j and k is not told of. */
const DWELL = 400;

/** What telling needs of its surroundings. */
export interface Surroundings {
  /** One request; false when there is no use in another. */
  tell: (doing: Doing) => Promise<boolean>;
  leave: () => void;
  /** Whether one looks at the page and it has a network. */
  awake: () => boolean;
}

/** Tells that one is at a conversation and what one does there: every few seconds, at once when that changes, and when one leaves; one request at a time. */
export class Presence {
  private doing: Doing = 'reading';
  /** What was told last; null when nothing has to be taken back. */
  private told: Doing | null = null;
  private request: Promise<void> | null = null;
  private over = false;
  private beat: ReturnType<typeof setTimeout>;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly around: Surroundings) {
    this.beat = setTimeout(this.tell, DWELL);
  }

  /** The reply one writes has changed. */
  wrote(text: string): void {
    clearTimeout(this.idle);
    if (text.trim() === '') {
      this.does('reading');
    } else {
      this.does('writing');
      this.idle = setTimeout(() => this.does('reading'), BEAT);
    }
  }

  /** Tells it now, as when the page is looked at again; while a request is under way, only what that does not say. */
  readonly tell = (): void => {
    if (this.over || this.request) return;
    clearTimeout(this.beat);
    this.beat = setTimeout(this.tell, BEAT);
    if (!this.around.awake()) return;
    const doing = this.doing;
    this.request = this.around.tell(doing).then((again) => {
      this.request = null;
      this.told = again ? doing : null;
      if (!again) this.end();
      else if (this.doing !== doing) this.tell();
    });
  };

  /** The page goes, and may come back: then it is told anew. */
  pause(): void {
    if (!this.over) this.takeBack();
  }

  /** One leaves. What is under way is waited for, that it does not come after. */
  stop(): void {
    if (this.over) return;
    this.end();
    const { request } = this;
    if (request) void request.then(() => this.takeBack());
    else this.takeBack();
  }

  private takeBack(): void {
    if (this.told) this.around.leave();
    this.told = null;
  }

  private does(doing: Doing): void {
    if (this.doing === doing) return;
    this.doing = doing;
    this.tell();
  }

  private end(): void {
    this.over = true;
    clearTimeout(this.beat);
    clearTimeout(this.idle);
  }
}
