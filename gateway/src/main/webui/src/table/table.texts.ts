import type { Texts } from '@/i18n/i18n';

export const tableTexts = {
  edit: ['Change', '修改'],
  remove: ['Remove', '删除'],
  removeSure: ['Remove it?', '确认删除？'],
  save: ['Save', '保存'],
  cancel: ['Cancel', '取消'],
  close: ['Close', '关闭'],
  more: ['Show more', '加载更多'],
} as const satisfies Texts;
