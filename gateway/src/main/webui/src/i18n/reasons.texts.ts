import type { Texts } from './i18n';

/** What screening and advice find, by rule. */
export const findingTexts = {
  'MSG-10.email': ['an e-mail address', '包含邮箱地址'],
  'MSG-10.phone': ['a phone number', '包含电话号码'],
  'MSG-10.url': ['a link or a host name', '包含链接或域名'],
  'MSG-10.messenger': ['a messenger or an account on one', '包含即时通讯工具或账号'],
  'MSG-10.payment': ['a payment past the marketplace', '引导站外付款'],
  'MSG-10.review-request': ['a request for a favourable review', '索要好评'],
  'MSG-10.file': ['a file; only text can be sent', '包含文件，仅可发送文字'],
  'MSG-10.date-promise': ['the promise of a date: it will be held against you', '承诺了日期，将据此考核'],
  'MSG-10.all-caps': ['words in capitals read as shouting', '全大写单词会显得像在吼叫'],
  'MSG-08.variable': ['a variable that was not filled in', '变量未填写'],
  'MSG-21.language': ["not in the buyer's language", '未使用买家的语言'],
  'MSG-21.early-recommendation': ['recommends a product in the first exchange', '首次沟通即推荐商品'],
  'MSG-21.dear-recommendation': ['recommends a product that is dear beside the order', '推荐的商品相对订单金额过高'],
  'MSG-21.vague': ['recommends with vague words', '推荐用语含糊'],
  'MSG-21.empathy': ['answers a complaint without a word of understanding', '回复投诉时未表示理解'],
  'MSG-21.turn-word': ['answers a complaint with a "but" before any understanding', '回复投诉时未表示理解就转折'],
  'MSG-21.case-detail': ['names no order, buyer or detail of this case', '未提及订单、买家或本案细节'],
} as const satisfies Texts;

/** Why a turn is urgent or of value (MSG-06). */
export const triageTexts = {
  scene: ['the scene {scene} is urgent', '场景“{scene}”属于紧急'],
  haste: ['the buyer is in haste', '买家催得急'],
  angry: ['the buyer is angry', '买家情绪激动'],
  soon: ['a deadline is less than {n} h away', '距截止时间不足 {n} 小时'],
  passed: ['a deadline has passed', '已过截止时间'],
  dispute: ['a dispute is open, its deadline is not known', '有未结纠纷，截止时间未知'],
  again: ['the buyer has ordered {n} times', '买家已下单 {n} 次'],
  category: ['the category {category} is of high value', '类目“{category}”价值高'],
  rate: ['there is no rate for {currency}: the order counts as of low value', '缺少 {currency} 汇率，订单按低价值计'],
  worth: ['the order is worth at least {amount}', '订单金额不低于 {amount}'],
  agent: ['decided by an agent', '由客服判定'],
  said: ['an agent: {why}', '客服：{why}'],
} as const satisfies Texts;
