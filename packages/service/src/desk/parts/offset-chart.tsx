import type { JSX } from "hono/jsx/jsx-runtime";
import type { BatchHealth, Spread } from "../../fleet/batches.ts";
import type { DeskView } from "../desk-view.ts";
import { signedNumber } from "../words.ts";
import { niceScale, roundTenth } from "./nice-scale.ts";

// Drawn by hand, as the plot of one clock is (decision 50).

const width = 640;
const rowHeight = 26;
const plot = { left: 130, right: width - 16, top: 8 } as const;
const axisHeight = 26;
/** More rows are no picture: the table has them. */
const batchesDrawn = 20;
/** Characters of a batch's name that stand beside its bar. */
const nameLengthMax = 16;

type Drawn = { readonly batch: BatchHealth; readonly offsets: Spread };

/** Draws where the clocks of each batch stand: a bar for eight keys of ten, a mark for the middle one. */
export function OffsetChart(props: {
  readonly view: DeskView;
  readonly batches: readonly BatchHealth[];
}): JSX.Element | null {
  const { view } = props;
  const { t, language } = view;
  const drawn = props.batches
    .flatMap((batch): Drawn[] => (batch.offsets ? [{ batch, offsets: batch.offsets }] : []))
    .slice(0, batchesDrawn);
  if (drawn.length === 0) return null;
  const scale = niceScale(
    drawn.flatMap(({ offsets }) => [seconds(offsets.p10), seconds(offsets.p90), 0]),
  );
  const x = (value: number) =>
    roundTenth(
      plot.left + ((value - scale.min) / (scale.max - scale.min)) * (plot.right - plot.left),
    );
  const bottom = plot.top + drawn.length * rowHeight;
  const name = [
    t("fleet.chart", { count: drawn.length }),
    ...drawn.map(({ batch: { batch }, offsets }) =>
      t("fleet.chart-batch", {
        batch,
        low: signedNumber(language, seconds(offsets.p10)),
        high: signedNumber(language, seconds(offsets.p90)),
        median: signedNumber(language, seconds(offsets.median)),
      }),
    ),
  ].join(" ");
  return (
    <svg
      class="offset-chart"
      viewBox={`0 0 ${width} ${bottom + axisHeight}`}
      role="img"
      aria-label={name}
    >
      {scale.ticks.map((tick) => (
        <g>
          <line
            class={tick === 0 ? "zero" : "grid"}
            x1={x(tick)}
            x2={x(tick)}
            y1={plot.top}
            y2={bottom}
          />
          <text x={x(tick)} y={bottom + 18} text-anchor="middle">
            {tick === 0 ? "0 s" : signedNumber(language, tick)}
          </text>
        </g>
      ))}
      {drawn.map((each, row) => (
        <Bar {...each} y={plot.top + row * rowHeight} x={x} />
      ))}
    </svg>
  );
}

function Bar(props: Drawn & { readonly y: number; readonly x: (value: number) => number }) {
  const { batch, offsets, y, x } = props;
  const [from, to] = [x(seconds(offsets.p10)), x(seconds(offsets.p90))];
  const middle = x(seconds(offsets.median));
  const label =
    batch.batch.length > nameLengthMax
      ? `${batch.batch.slice(0, nameLengthMax - 1)}…`
      : batch.batch;
  return (
    <g class={batch.drifts ? "drifts" : "sound"}>
      <text x={plot.left - 10} y={y + rowHeight / 2 + 4} text-anchor="end">
        {batch.drifts ? `▲ ${label}` : label}
      </text>
      <rect x={from} y={y + 7} width={roundTenth(Math.max(2, to - from))} height={rowHeight - 14} />
      <line class="median" x1={middle} x2={middle} y1={y + 3} y2={y + rowHeight - 3} />
    </g>
  );
}

function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}
