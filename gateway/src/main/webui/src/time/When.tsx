import { useLanguage } from '@/i18n/i18n';
import { useZone } from '@/shell/stores';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, zone: string, kind: 'full' | 'short' | 'day'): Intl.DateTimeFormat {
  const key = `${language}|${zone}|${kind}`;
  let found = formats.get(key);
  if (!found) {
    const options: Intl.DateTimeFormatOptions =
      kind === 'day'
        ? { year: 'numeric', month: 'short', day: 'numeric' }
        : kind === 'short'
          ? { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
          : { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
    try {
      found = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
    } catch {
      found = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
    }
    formats.set(key, found);
  }
  return found;
}

/** An instant in words, in a zone; with the year only where it is not this one. */
export function whenText(at: string, language: string, zone: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const kind = date.getUTCFullYear() === new Date().getUTCFullYear() ? 'short' : 'full';
  return format(language, zone, kind).format(date);
}

/** An instant in the store's zone; UTC, exactly, when one points at it. */
export function When({ at, seller }: { at: string | null | undefined; seller?: string | null | undefined }) {
  const { language } = useLanguage();
  const zone = useZone(seller);
  if (!at) return null;
  return (
    <time dateTime={at} title={`${at.replace('T', ' ').replace('Z', '')} UTC · ${zone}`} className="when">
      {whenText(at, language, zone)}
    </time>
  );
}
