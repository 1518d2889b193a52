// Plots are drawn by echarts, without a browser: it renders to SVG text itself and is maintained.
import * as echarts from "echarts";
import { idleWords } from "./fleet-plan.ts";
import type { FleetRun, PolicyFigures } from "./fleet-run.ts";
import { idleClassCount } from "./fleet-tables.ts";

/** A plot with what a reader needs to know of it. */
export type FleetChart = { readonly title: string; readonly caption: string; readonly svg: string };

// Okabe and Ito's colours, which people with any colour vision tell apart; belief is black.
const palette = [
  ...["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"],
  ...["#8c6d31", "#7f7f7f"],
];
/** A share of fewer logins is chance; the table and the CSV have all. */
const loginsMin = 100;
const font = "system-ui, 'DejaVu Sans', sans-serif";
const size = { width: 760, height: 380 } as const;

/** Returns the plots of one run. */
export function fleetCharts(run: FleetRun): readonly FleetChart[] {
  return [
    {
      title: "Refused logins against idle time",
      caption:
        "Share of the logins that were refused although the code was the key's own, by the time since the login before. Nobody resynchronises: a key that is lost stays lost. Classes of fewer than 100 logins are left out.",
      svg: byIdleTime(run, "% refused", ({ refused }) => 100 * refused),
    },
    {
      title: "Codes accepted at once against idle time",
      caption:
        "How many codes would have passed at the moment of the login, in the mean: what each policy pays for not refusing.",
      svg: byIdleTime(run, "codes", ({ codes }) => codes),
    },
    {
      title: "Next code asked against idle time",
      caption: "Share of the logins in which a second code was asked for, and brought them in.",
      svg: byIdleTime(run, "% asked", ({ asked }) => 100 * asked),
    },
    {
      title: "Chance that a random code passes",
      caption: "Of one guess of six digits, in the mean over all logins; without the PIN.",
      svg: guessBars(run),
    },
    {
      title: "Where the clocks go",
      caption:
        "Key clock minus true time of the sampled keys, with nobody correcting anything: median, the middle half, and all but one key in fifty.",
      svg: offsetFan(run),
    },
  ];
}

function byIdleTime(
  { policies }: FleetRun,
  unit: string,
  of: (figures: PolicyFigures) => number,
): string {
  const classes = Array.from({ length: idleClassCount }, (_, index) => index);
  const met = classes.filter((index) =>
    policies.some(({ byIdle }) => (byIdle[index]?.logins ?? 0) >= loginsMin),
  );
  return drawn({
    legend: { bottom: 0, textStyle: { fontFamily: font } },
    grid: { left: 60, right: 20, top: 30, bottom: 90 },
    xAxis: { type: "category", data: met.map(idleWords), axisLabel: { fontFamily: font } },
    yAxis: { type: "value", name: unit, axisLabel: { fontFamily: font }, min: 0 },
    series: policies.map(({ name, byIdle }, index) => ({
      type: "line" as const,
      name,
      symbolSize: name === "belief" ? 9 : 6,
      lineStyle: { width: name === "belief" ? 4 : 2, color: colour(name, index) },
      itemStyle: { color: colour(name, index) },
      data: met.map((idle) => {
        const figures = byIdle[idle];
        return figures == null ? null : Math.round(of(figures) * 1e4) / 1e4;
      }),
    })),
  });
}

function guessBars({ policies }: FleetRun): string {
  return drawn({
    grid: { left: 120, right: 60, top: 10, bottom: 40 },
    xAxis: { type: "value", name: "per million", nameLocation: "middle", nameGap: 26 },
    yAxis: { type: "category", data: policies.map(({ name }) => name).toReversed() },
    series: [
      {
        type: "bar" as const,
        label: { show: true, position: "right" as const, formatter: "{c}" },
        data: policies
          .map(({ name, all }, index) => ({
            value: Math.round(all.guess * 1e7) / 10,
            itemStyle: { color: colour(name, index) },
          }))
          .toReversed(),
      },
    ],
  });
}

/** Bands are stacked: the lower edge is invisible, the band is what lies above it. */
function offsetFan({ offsets }: FleetRun): string {
  const band = (name: string, from: "p1" | "p25", to: "p99" | "p75", shade: string) => [
    {
      type: "line" as const,
      stack: name,
      stackStrategy: "all" as const,
      symbol: "none",
      lineStyle: { opacity: 0 },
      data: offsets.map((each) => [each.years, each[from]]),
    },
    {
      type: "line" as const,
      name,
      stack: name,
      stackStrategy: "all" as const,
      symbol: "none",
      lineStyle: { opacity: 0 },
      itemStyle: { color: shade },
      areaStyle: { color: shade, opacity: 1 },
      data: offsets.map((each) => [each.years, each[to] - each[from]]),
    },
  ];
  return drawn({
    legend: { bottom: 0, data: ["98 % of the keys", "half of the keys", "median"] },
    grid: { left: 70, right: 20, top: 30, bottom: 70 },
    xAxis: { type: "value", name: "years", nameLocation: "middle", nameGap: 26, max: "dataMax" },
    yAxis: { type: "value", name: "s ahead" },
    series: [
      ...band("98 % of the keys", "p1", "p99", "#cfe3f1"),
      ...band("half of the keys", "p25", "p75", "#8fbfe0"),
      {
        type: "line" as const,
        name: "median",
        symbol: "none",
        lineStyle: { color: "#0b3c5d", width: 2 },
        itemStyle: { color: "#0b3c5d" },
        data: offsets.map((each) => [each.years, each.p50]),
      },
    ],
  });
}

function colour(name: string, index: number): string {
  return name === "belief" ? "#111111" : (palette[index % palette.length] ?? "#7f7f7f");
}

function drawn(option: echarts.EChartsCoreOption): string {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, ...size });
  chart.setOption({ animation: false, textStyle: { fontFamily: font }, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
