// Plots are drawn by echarts, without a browser, as the fleet's are: it renders SVG text itself.
import * as echarts from "echarts";
import type { DriftEstimate } from "../drift/estimate-drift.ts";
import type { Login } from "../validator/login.ts";

const font = "system-ui, 'DejaVu Sans', sans-serif";
const size = { width: 760, height: 340 } as const;
const blue = "#0072b2";
const band = "#cfe3f1";

/** Returns the offsets of a board's clock, the fitted line, and where the line can lie. */
export function driftPlot(drift: DriftEstimate): string {
  const { ppm, uncertaintyPpm, seconds, points } = drift;
  const unit = timeUnit(seconds);
  const at = (part: number) => part * seconds;
  const parts = Array.from({ length: 25 }, (_, index) => index / 24);
  const line = (slope: number) =>
    parts.map((part) => [at(part) / unit.seconds, (slope * at(part)) / 1000]);
  // A rising lower edge with the band stacked on it; echarts stacks what lies above zero apart from
  // what lies below, so both edges are given as they are.
  return drawn({
    legend: { bottom: 0, data: ["samples", "fitted line", "interval"] },
    grid: { left: 80, right: 25, top: 30, bottom: 75 },
    xAxis: {
      ...{ type: "value", name: unit.name, nameLocation: "middle", nameGap: 26 },
      ...{ min: 0, max: seconds / unit.seconds },
      axisLabel: { showMaxLabel: false },
    },
    yAxis: { type: "value", name: "ms ahead", scale: true },
    series: [
      {
        type: "line" as const,
        name: "interval",
        stack: "interval",
        stackStrategy: "all" as const,
        ...{ symbol: "none", lineStyle: { opacity: 0 }, itemStyle: { color: band } },
        data: line(ppm - uncertaintyPpm),
      },
      {
        type: "line" as const,
        name: "interval",
        stack: "interval",
        stackStrategy: "all" as const,
        ...{ symbol: "none", lineStyle: { opacity: 0 }, itemStyle: { color: band } },
        areaStyle: { color: band, opacity: 1 },
        data: line(2 * uncertaintyPpm),
      },
      {
        type: "line" as const,
        name: "fitted line",
        ...{ symbol: "none", lineStyle: { color: blue, width: 2 }, itemStyle: { color: blue } },
        data: line(ppm),
      },
      {
        type: "scatter" as const,
        name: "samples",
        ...{ symbolSize: 5, itemStyle: { color: "#111111" } },
        data: points.map((point) => [point.seconds / unit.seconds, point.offset]),
      },
    ],
  });
}

/** Returns how far the samples lie from the line, with what each leaves open. */
export function residualPlot({ ppm, points, seconds }: DriftEstimate): string {
  const unit = timeUnit(seconds);
  const residual = (point: (typeof points)[number]) => point.offset - (ppm * point.seconds) / 1000;
  return drawn({
    grid: { left: 80, right: 25, top: 30, bottom: 50 },
    xAxis: {
      ...{ type: "value", name: unit.name, nameLocation: "middle", nameGap: 26 },
      ...{ min: 0, max: seconds / unit.seconds },
      axisLabel: { showMaxLabel: false },
    },
    yAxis: { type: "value", name: "ms from the line" },
    series: [
      {
        type: "custom" as const,
        data: points.map((point) => [
          point.seconds / unit.seconds,
          residual(point) - point.slack,
          residual(point) + point.slack,
        ]),
        encode: { x: 0, y: [1, 2] },
        renderItem: (_, api) => {
          const low = api.coord([api.value(0), api.value(1)]);
          const high = api.coord([api.value(0), api.value(2)]);
          const [x = 0, y1 = 0] = low;
          const [, y2 = 0] = high;
          return {
            type: "line",
            shape: { x1: x, y1, x2: x, y2 },
            style: { stroke: blue, lineWidth: 1.5 },
          };
        },
      } satisfies echarts.CustomSeriesOption,
      {
        type: "scatter" as const,
        ...{ symbolSize: 4, itemStyle: { color: "#111111" } },
        data: points.map((point) => [point.seconds / unit.seconds, residual(point)]),
      },
    ],
  });
}

/** Returns how many codes would have passed at each login, and which were not let in. */
export function windowPlot(logins: readonly Login[]): string {
  const unit = timeUnit(logins.at(-1)?.seconds ?? 0);
  const dots = (outcome: Login["outcome"], name: string, colour: string, symbol: string) => ({
    type: "scatter" as const,
    name,
    symbol,
    ...{ symbolSize: 7, itemStyle: { color: colour } },
    data: logins
      .filter((login) => login.outcome === outcome)
      .map((login) => [login.seconds / unit.seconds, login.acceptSteps]),
  });
  return drawn({
    legend: { bottom: 0 },
    grid: { left: 60, right: 25, top: 30, bottom: 75 },
    xAxis: { type: "value", name: unit.name, nameLocation: "middle", nameGap: 26, min: 0 },
    yAxis: { type: "value", name: "codes that pass", min: 0, minInterval: 1 },
    series: [
      dots("accepted", "accepted", "#009e73", "circle"),
      dots("next-code", "next code asked", "#e69f00", "diamond"),
      dots("refused", "refused", "#d55e00", "triangle"),
    ],
  });
}

/** Returns how long requests took: one bar for each class of equal width. */
export function latencyHistogram(latencies: readonly number[]): string {
  const most = Math.max(...latencies);
  const least = Math.min(...latencies);
  const bars = 30;
  const width = Math.max(0.01, (most - least) / bars);
  const counts = new Array<number>(bars).fill(0);
  for (const latency of latencies) {
    const bar = Math.min(bars - 1, Math.floor((latency - least) / width));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return drawn({
    grid: { left: 60, right: 25, top: 30, bottom: 50 },
    xAxis: {
      ...{
        type: "category",
        name: "ms from request to answer",
        nameLocation: "middle",
        nameGap: 28,
      },
      data: counts.map((_, bar) => (least + (bar + 0.5) * width).toFixed(1)),
    },
    yAxis: { type: "value", name: "requests", minInterval: 1 },
    series: [{ type: "bar" as const, barWidth: "95%", itemStyle: { color: blue }, data: counts }],
  });
}

function timeUnit(seconds: number): { readonly name: string; readonly seconds: number } {
  if (seconds >= 3 * 86_400) return { name: "days", seconds: 86_400 };
  if (seconds >= 2 * 3600) return { name: "hours", seconds: 3600 };
  return seconds >= 180 ? { name: "minutes", seconds: 60 } : { name: "seconds", seconds: 1 };
}

function drawn(option: echarts.EChartsCoreOption): string {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, ...size });
  chart.setOption({ animation: false, textStyle: { fontFamily: font }, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
