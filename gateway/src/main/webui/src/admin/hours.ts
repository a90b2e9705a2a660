export type Weekly = Record<string, { from: string; to: string }[]>;

export const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

/** Hours of a day; the services do not write the names of days alike. */
export function ofDay<T>(weekly: Readonly<Record<string, T>> | null | undefined, day: string): T | undefined {
  return weekly?.[day] ?? weekly?.[day.toLowerCase()];
}

/** Shifts of a day in one line: `09:00-12:00, 14:00-22:00`. */
export function shiftsText(shifts: readonly { from?: string | null; to?: string | null }[] | null | undefined): string {
  return (shifts ?? []).map((shift) => `${(shift.from ?? '').slice(0, 5)}-${(shift.to ?? '').slice(0, 5)}`).join(', ');
}

/** The shifts a line tells of, or null when it cannot be read; which hours make sense is for the service to say. */
export function shiftsOf(text: string): { from: string; to: string }[] | null {
  const shifts: { from: string; to: string }[] = [];
  for (const part of text.split(/[,，;；]/).map((each) => each.trim()).filter(Boolean)) {
    const found = /^(\d{1,2}):(\d{2})\s*[-–—~至]\s*(\d{1,2}):(\d{2})$/.exec(part);
    if (!found) return null;
    const [, fh = '', fm = '', th = '', tm = ''] = found;
    if (Number(fh) > 23 || Number(th) > 24 || Number(fm) > 59 || Number(tm) > 59) return null;
    shifts.push({ from: `${fh.padStart(2, '0')}:${fm}`, to: `${th.padStart(2, '0')}:${tm}` });
  }
  return shifts;
}
