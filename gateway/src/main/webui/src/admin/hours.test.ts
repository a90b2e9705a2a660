import { describe, expect, it } from 'vitest';
import { shiftsOf, shiftsText } from './hours';

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
});
