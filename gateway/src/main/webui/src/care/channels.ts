/** CARE-01, as the interface names them. */
export const CHANNELS = ['IN_SITE', 'SMS'] as const;
