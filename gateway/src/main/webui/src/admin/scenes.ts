/** MSG-01 and MSG-07, as the interface names them. */
export const KINDS = ['PRE_SALE', 'ORDER_NOTE', 'AFTER_SALE'] as const;
export const SCENES = [
  'SHIPPING', 'LOGISTICS_DELAY', 'RETURN_REFUND', 'NOT_AS_DESCRIBED', 'SIZE_FIT', 'DEFECT', 'STOCK', 'PRICE', 'CUSTOMS',
  'ADDRESS_CHANGE', 'PROMPT_ORDER', 'OTHER',
] as const;
