import { describe, expect, it } from 'vitest';
import { ofDay, shiftsOf, shiftsText } from './hours';

describe('hours of a day in one line', () => {
  it('reads what it writes', () => {
    const shifts = [{ from: '09:00', to: '12:00' }, { from: '14:00', to: '22:00' }];
    expect(shiftsOf(shiftsText(shifts))).toEqual(shifts);
    expect(shiftsOf('9:00 – 18:00')).toEqual([{ from: '09:00', to: '18:00' }]);
    expect(shiftsOf('')).toEqual([]);
  });

  it.each(['nine to five', '09:00', '25:00-26:00', '09:61-10:00'])('does not guess at %s', (text) => {
    expect(shiftsOf(text)).toBeNull();
  });

  it('finds a day however its name is written', () => {
    expect(ofDay({ monday: 1 }, 'MONDAY')).toBe(1);
    expect(ofDay({ MONDAY: 2 }, 'MONDAY')).toBe(2);
    expect(ofDay(null, 'MONDAY')).toBeUndefined();
  });
});
