import { LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTheme } from '@/app/theme';
import { useLanguage, useNumbers } from '@/i18n/i18n';
import { whenText } from '@/time/When';
import type { Lines } from './lines';

use([LineChart, GridComponent, TooltipComponent, LegendComponent, MarkLineComponent, AriaComponent, SVGRenderer]);

const COLOURS = ['#1f7f8a', '#b06a12', '#6a51a3', '#b3404a', '#3f7d3a', '#48657d'];

export default function Drawn({ lines, height }: { lines: Lines; height: number }) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const { dark } = useTheme();
  const { language } = useLanguage();
  const numbers = useNumbers();

  useEffect(() => {
    if (!place.current) return undefined;
    const made = init(place.current, undefined, { renderer: 'svg' });
    chart.current = made;
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    const soft = dark ? '#a9b4bb' : '#56636a';
    const grid = dark ? '#2c353b' : '#e4e9ea';
    const tones: Record<string, string> = dark
      ? { brand: '#4fb0ba', good: '#6fbf78', bad: '#ff8f88', soft }
      : { brand: '#17646d', good: '#2f7d3a', bad: '#b3261e', soft };
    const show = (value: number) => (lines.unit === 'share' ? numbers.share(value) : numbers.points(value));
    // A legend that has no room in one line takes two, and the plot begins below them.
    const named = lines.lines.reduce((sum, line) => sum + 46 + line.name.length * 8, 0);
    const legend = lines.lines.length > 1 ? Math.ceil(named / Math.max(1, place.current?.clientWidth ?? 1)) : 0;
    const bottoms = new Map((lines.lines[0]?.points ?? []).map(([at, value]) => [at, value]));
    chart.current?.setOption(
      {
        animation: false,
        // Measured on a canvas, which does not know what is inherited.
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        grid: { left: 44, right: 16, top: 14 + legend * 20, bottom: 26 },
        ...(lines.lines.length > 1
          ? { legend: { top: 0, textStyle: { color: soft }, itemWidth: 16, data: lines.lines.map((line) => line.name) } }
          : { legend: { show: false } }),
        tooltip: {
          trigger: 'axis',
          backgroundColor: dark ? '#1d2429' : '#ffffff',
          borderColor: grid,
          textStyle: { color: dark ? '#e8ecef' : '#1b2529', fontSize: 12 },
          valueFormatter: (value: unknown) => (typeof value === 'number' ? show(value) : '–'),
        },
        xAxis: {
          type: 'time',
          axisLine: { lineStyle: { color: grid } },
          axisLabel: {
            color: soft,
            hideOverlap: true,
            formatter: (at: number) => whenText(new Date(at).toISOString(), language, lines.zone),
          },
          axisPointer: { label: { formatter: ({ value }: { value: number }) => whenText(new Date(value).toISOString(), language, lines.zone) } },
        },
        yAxis: {
          type: 'value',
          scale: true,
          min: lines.min,
          max: lines.max,
          splitLine: { lineStyle: { color: grid } },
          axisLabel: { color: soft, formatter: (value: number) => (lines.unit === 'share' ? numbers.share(value) : numbers.whole(value)) },
        },
        series: [
          ...(lines.fan && lines.lines.length > 1
            ? [
                { type: 'line', data: lines.lines[0]?.points, stack: 'fan', lineStyle: { opacity: 0 }, symbol: 'none', silent: true, tooltip: { show: false } },
                {
                  type: 'line',
                  data: (lines.lines[1]?.points ?? []).map(([at, value]) => {
                    const low = bottoms.get(at);
                    return [at, value === null || low === null || low === undefined ? null : value - low];
                  }),
                  stack: 'fan',
                  lineStyle: { opacity: 0 },
                  areaStyle: { color: tones.brand, opacity: 0.14 },
                  symbol: 'none',
                  silent: true,
                  tooltip: { show: false },
                },
              ]
            : []),
          ...lines.lines.map((line, index) => {
            const colour = typeof line.tone === 'string' ? tones[line.tone] : COLOURS[(line.tone ?? index) % COLOURS.length];
            return {
              type: 'line',
              name: line.name,
              data: line.points,
              step: line.steps ? 'end' : false,
              symbol: line.points.length > 60 ? 'none' : 'circle',
              symbolSize: 5,
              connectNulls: false,
              lineStyle: { width: 2, color: colour, type: line.dashed ? 'dashed' : 'solid' },
              itemStyle: { color: colour },
              ...(index === 0 && lines.thresholds
                ? {
                    markLine: {
                      symbol: 'none',
                      silent: true,
                      lineStyle: { color: tones.bad, type: 'dashed', width: 1 },
                      label: { color: soft, position: 'insideEndTop', formatter: '{b}' },
                      data: lines.thresholds.map((threshold) => ({ name: threshold.name, yAxis: threshold.at })),
                    },
                  }
                : {}),
            };
          }),
        ],
      },
      true,
    );
  }, [lines, dark, language, numbers]);

  return <div ref={place} style={{ height, width: '100%' }} aria-hidden />;
}
