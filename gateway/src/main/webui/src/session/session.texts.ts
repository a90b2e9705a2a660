import type { Texts } from '@/i18n/i18n';

export const sessionTexts = {
  title: ['Sign in', '登录'],
  lead: ['Buyer care for marketplace stores: messages, reviews, care and a live service score.', '跨境店铺买家服务台：消息、评价、关怀与实时服务评分。'],
  role: ['Role', '角色'],
  stores: ['Stores', '店铺'],
  all: ['All stores', '全部店铺'],
  named: ['Named stores', '指定店铺'],
  storesHint: ['Store ids, separated by spaces or commas', '店铺编号，用空格或逗号分隔'],
  enter: ['Sign in', '登录'],
  provider: ['Sign in with your organisation', '使用企业账号登录'],
  localNote: ['This is a local suite: it vouches for whoever signs in.', '这是本地环境：任何人均可登录。'],
  noWay: ['No way to sign in is configured at this gateway.', '此网关未配置登录方式。'],
  storesNeeded: ['Name at least one store.', '请至少填写一个店铺。'],
  'can.agent': ['Inbox, replies, reviews', '收件箱、回复、评价'],
  'can.supervisor': ['and rules, templates, appeals, alerts', '以及规则、模板、申诉、告警'],
  'can.admin': ['and store profiles, webhooks, audit', '以及店铺资料、Webhook、审计'],
  'can.viewer': ['Reads everything, changes nothing', '只读，不能修改'],
  language: ['Language', '语言'],
} as const satisfies Texts;
