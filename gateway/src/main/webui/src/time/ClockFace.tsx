import { PauseOutlined } from '@ant-design/icons';
import type { Clock } from '@/api/types';
import { useLanguage, useTexts } from '@/i18n/i18n';
import { useWords } from '@/i18n/useWords';
import { useZone } from '@/shell/stores';
import { faceOf, spanText } from './clocks';
import { useNow } from './now';
import { timeTexts } from './time.texts';
import { whenText } from './When';

/** A clock counting down; says when it is paused and for how long it has been over. */
export function ClockFace({
  clock,
  askedAt,
  seller,
  named = false,
}: {
  clock: Clock;
  askedAt: number;
  seller: string;
  named?: boolean;
}) {
  const t = useTexts(timeTexts);
  const word = useWords();
  const { language } = useLanguage();
  const zone = useZone(seller);
  const now = useNow();
  const face = faceOf(clock, askedAt, now);
  const name = word('clock', clock.name);
  const span = spanText(face.seconds, t('days'));
  const says =
    face.tone === 'done'
      ? t('met', { clock: name })
      : face.tone === 'over'
        ? t('over', { clock: name, span })
        : face.tone === 'paused'
          ? t('paused', { clock: name, span, at: whenText(face.pausedUntil ?? '', language, zone) })
          : t('left', { clock: name, span });
  return (
    <span className={`clock clock-${face.tone}`} title={says}>
      {named && <span className="clock-name">{name}</span>}
      <span className="clock-span" role="timer" aria-label={says}>
        {face.tone === 'paused' && <PauseOutlined aria-hidden />}
        {face.tone === 'over' ? `−${span}` : face.tone === 'done' ? '✓' : span}
      </span>
    </span>
  );
}
