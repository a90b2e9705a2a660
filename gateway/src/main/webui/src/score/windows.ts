/** SCO-01: the windows a score is asked for, in hours. */
export const WINDOWS = ['24', '168', '720', '2160'] as const;
export type Window = (typeof WINDOWS)[number];
