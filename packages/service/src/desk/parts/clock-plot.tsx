import type { JSX } from "hono/jsx/jsx-runtime";
import { dayWords } from "../../i18n/moment-words.ts";
import type { DeskView } from "../desk-view.ts";
import { type ClockView, likeliest } from "../key-view.ts";
import { signedNumber } from "../words.ts";
import { niceScale, roundTenth as round } from "./nice-scale.ts";

// Drawn by hand: a band and a line. A chart library writes style attributes, which the content
// security policy rightly keeps out, and is larger than the whole desk.

const width = 560;
const height = 190;
const plot = { left: 52, right: width - 12, top: 14, bottom: height - 30 };
const hour = 3_600_000;

/** Draws where the key's clock was and is believed to be: the band is sure, the line likeliest. */
export function ClockPlot(props: {
  readonly view: DeskView;
  readonly clock: ClockView;
}): JSX.Element {
  const { view, clock } = props;
  const { t, language } = view;
  const { course, offset } = clock;
  const last = course.at(-1)?.at ?? view.now;
  const first = Math.min(course[0]?.at ?? last, last - hour);
  const scale = niceScale(course.flatMap((each) => [each.offset.min, each.offset.max, 0]));
  const x = (at: number) =>
    round(plot.left + ((at - first) / (last - first)) * (plot.right - plot.left));
  const y = (seconds: number) =>
    round(
      plot.bottom - ((seconds - scale.min) / (scale.max - scale.min)) * (plot.bottom - plot.top),
    );
  const upper = course.map((each) => `${x(each.at)},${y(each.offset.max)}`);
  const lower = course.map((each) => `${x(each.at)},${y(each.offset.min)}`).reverse();
  const line = course.map((each) => `${x(each.at)},${y(likeliest(each.offset))}`);
  const name = t("clock.plot", {
    min: signedNumber(language, offset.min),
    max: signedNumber(language, offset.max),
    value: signedNumber(language, likeliest(offset)),
  });
  return (
    <svg class="clock-plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
      {scale.ticks.map((tick) => (
        <g>
          <line
            class={tick === 0 ? "zero" : "grid"}
            x1={plot.left}
            x2={plot.right}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text x={plot.left - 8} y={y(tick) + 4} text-anchor="end">
            {tick === 0 ? "0 s" : signedNumber(language, tick)}
          </text>
        </g>
      ))}
      <polygon class="belief" points={[...upper, ...lower].join(" ")} />
      <polyline class="likeliest" points={line.join(" ")} />
      {course.map((each) => (
        <line
          class="heard"
          x1={x(each.at)}
          x2={x(each.at)}
          y1={y(each.offset.min)}
          y2={y(each.offset.max)}
        />
      ))}
      <circle class="now" cx={x(last)} cy={y(likeliest(offset))} r="4" />
      <text x={plot.left} y={height - 8}>
        {dayWords(language, first)}
      </text>
      <text x={plot.right} y={height - 8} text-anchor="end">
        {t("clock.now")}
      </text>
    </svg>
  );
}
