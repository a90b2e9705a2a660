import type { Texts } from '@/i18n/i18n';

export const timeTexts = {
  days: ['d', '天'],
  left: ['{clock}: {span} left', '{clock}：剩余 {span}'],
  over: ['{clock}: due {span} ago', '{clock}：已超时 {span}'],
  paused: ['{clock}: paused with {span} left, runs on {at}', '{clock}：暂停中，剩余 {span}，{at} 恢复计时'],
  met: ['{clock}: met', '{clock}：已达成'],
  pausedShort: ['paused', '暂停'],
  nothing: ['no clock', '无时限'],
} as const satisfies Texts;
