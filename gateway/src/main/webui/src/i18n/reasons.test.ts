import { expect, it } from 'vitest';
import { findingReason, triageReason } from './reasons';

const sources = import.meta.glob<string>('../../../../../../libs/text/src/main/java/dev/rapport/text/{screening/Rule,advice/Counsel}.java', {
  eager: true,
  query: '?raw',
  import: 'default',
});
const scene = (name: string) => `<${name}>`;

it('says what was found in the language of the reader', () => {
  expect(findingReason('MSG-10.email', 'an e-mail address', 1)).toBe('包含邮箱地址');
  expect(findingReason('MSG-10.email', 'an e-mail address', 0)).toBe('an e-mail address');
  expect(findingReason('MSG-21.taboo', 'a clock as a present', 1)).toBe('a clock as a present');
});

it('says why a turn is urgent, with what it is about', () => {
  expect(triageReason('the scene LOGISTICS_DELAY is urgent', 1, scene)).toBe('场景“<LOGISTICS_DELAY>”属于紧急');
  expect(triageReason('the buyer has ordered 3 times', 1, scene)).toBe('买家已下单 3 次');
  expect(triageReason('the order is worth at least 100 USD', 1, scene)).toBe('订单金额不低于 100 USD');
  expect(triageReason('agent: a good\ncustomer', 1, scene)).toBe('客服：a good\ncustomer');
  expect(triageReason('agent', 0, scene)).toBe('decided by an agent');
  expect(triageReason('something new', 1, scene)).toBe('something new');
});

/** Each rule of screening and advice in the services' sources has words here, but for customs, whose words come with the pack. */
it('knows every rule there is', () => {
  const rules = Object.values(sources).flatMap((source) => [...source.matchAll(/\("(MSG-\d+\.[a-z-]+)", /g)].map((found) => found[1] ?? ''));
  expect(rules.length).toBeGreaterThan(15);
  expect(rules.filter((rule) => rule !== 'MSG-21.taboo' && findingReason(rule, '', 1) === '')).toEqual([]);
});
