export interface Line {
  name: string;
  points: [at: number, value: number | null][];
  tone?: 'brand' | 'good' | 'bad' | 'soft' | number;
  dashed?: boolean;
  steps?: boolean;
}

export interface Threshold {
  name: string;
  at: number;
}

export interface Lines {
  lines: Line[];
  thresholds?: Threshold[];
  /** Shades what lies between the first two lines. */
  fan?: boolean;
  min?: number;
  max?: number;
  zone: string;
  unit?: 'points' | 'share';
}
