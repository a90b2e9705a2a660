import type { Texts } from '@/i18n/i18n';

export const winBackTexts = {
  title: ['Win back', '客户召回'],
  lead: ['Buyers who have not written since they were asked something. Nothing is sent by itself.', '被提问后一直未回复的买家，系统不会自动发送。'],
  none: ['Nobody is silent.', '没有沉默的买家。'],
  buyer: ['Buyer', '买家'],
  asked: ['Asked', '提问时间'],
  silent: ['Silent for', '沉默时长'],
  hours: ['{n} hour || {n} hours', '{n} 小时'],
  about: ['About', '事由'],
  open: ['Open', '打开会话'],
} as const satisfies Texts;
