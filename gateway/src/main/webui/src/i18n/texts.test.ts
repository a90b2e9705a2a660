import { describe, expect, it } from 'vitest';
import { filled, type Texts } from './i18n';

const modules = import.meta.glob<Record<string, Texts>>('../**/*.texts.ts', { eager: true });
const sources = import.meta.glob<string>('../**/*.tsx', { eager: true, query: '?raw', import: 'default' });

/** Written alike in both languages on purpose: names and formats. */
const ALIKE = /^(Ctrl\+Enter|−\{points\}|\{subject\} · \{roles\}|\{clock\}|\{what\}: \{n\})$/;
const CHINESE = /\p{Script=Han}/u;
const places = (text: string) => new Set(text.match(/\{\w+\}/g) ?? []);

describe('every text is there in both languages', () => {
  for (const [file, parts] of Object.entries(modules)) {
    for (const texts of Object.values(parts)) {
      it(file, () => {
        for (const [key, [en, zh]] of Object.entries(texts)) {
          expect(en.trim(), key).not.toBe('');
          expect(zh.trim(), key).not.toBe('');
          expect(CHINESE.test(en), `${key}: English without Chinese`).toBe(false);
          if (!ALIKE.test(en)) {
            expect(CHINESE.test(zh) || /^[A-Z][\w ]*$|\{/.test(zh), `${key}: ${zh} is no Chinese`).toBe(true);
          }
          expect(places(zh), key).toEqual(places(en));
        }
      });
    }
  }
});

it('no component says anything in words of its own', () => {
  for (const [file, source] of Object.entries(sources)) {
    // Text between tags that begins with a letter and has a space or more than three letters.
    const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
    const said = [...code.matchAll(/>\s*([A-Z][a-z]{2,}(?: [a-z]+)*[.!?]?)\s*<\//g)].map((found) => found[1]);
    expect(said.filter((words) => words !== 'Rapport'), file).toEqual([]);
    expect(CHINESE.test(code) && !file.endsWith('Switches.tsx'), `${file} has Chinese in it`).toBe(false);
  }
});

describe('filling in', () => {
  it('takes the first half for one and the second for more', () => {
    expect(filled('{n} hour || {n} hours', { n: 1 })).toBe('1 hour');
    expect(filled('{n} hour || {n} hours', { n: 2 })).toBe('2 hours');
  });

  it('leaves a place without a value as it is', () => {
    expect(filled('{a} and {b}', { a: 1 })).toBe('1 and {b}');
  });
});
