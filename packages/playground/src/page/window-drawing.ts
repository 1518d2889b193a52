import type { Window } from "@jeton/core";

/** What the drawing of the windows shows, in steps of the key. */
export type WindowsSeen = {
  readonly accept: Window | null;
  readonly ask: readonly Window[];
  readonly spent: number | null;
  /** The step that the drawing has in its middle: the server's own, or the next counter. */
  readonly origin: number;
  /** Where the server's clock stands, in steps and their fractions; null for a counter key. */
  readonly serverAt: number | null;
  /** Where the key stands. */
  readonly keyAt: number;
  /** Where the key's clock can be; null for a counter key. */
  readonly believed: { readonly min: number; readonly max: number } | null;
};

/** Steps on each side of the middle: as few as show all that matters. */
const halves = [5, 8, 12, 20, 35, 60, 120, 240, 480];

/**
 * Draws the windows on a time axis, `width` px wide: near the key as one cell a step, and below it the whole of
 * what asks for the next code. `words` tells it to those who do not see it.
 */
export function drawWindows(seen: WindowsSeen, width: number, words: string): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${words}">${[
    near(seen, width),
    wide(seen, width),
  ].join("")}</svg>`;
}

const height = 196;
const cellsTop = 26;
const cellsHeight = 34;
const beliefTop = cellsTop + cellsHeight + 5;
const wideTop = 142;

function near(seen: WindowsSeen, width: number): string {
  const { origin, serverAt, keyAt, believed } = seen;
  const half = halfOf(seen);
  const count = 2 * half + 1;
  const first = origin - half;
  const x = (step: number): number => round(((step - first) * width) / count);
  const drawn = Array.from({ length: count }, (_, index) => first + index)
    .filter((step) => step >= 0)
    .map((step) => {
      const kind = kindOf(step, seen);
      return kind === null
        ? ""
        : `<rect class="${kind}${half <= 60 ? " cell" : ""}" x="${x(step)}" y="${cellsTop}" width="${round(width / count)}" height="${cellsHeight}"/>`;
    });
  const every = tickEvery(half, width);
  const ticks = Array.from({ length: 2 * Math.floor(half / every) + 1 }, (_, index) => {
    const steps = (index - Math.floor(half / every)) * every;
    return label(x(origin + steps + 0.5), 96, steps === 0 ? "0" : away(steps));
  });
  const belief =
    believed === null
      ? ""
      : bar("belief", x(Math.max(believed.min, first)), x(Math.min(believed.max, first + count)), {
          top: beliefTop,
          height: 10,
        });
  const server =
    serverAt === null
      ? ""
      : `<path class="server" d="M${x(serverAt)} 16V${beliefTop + 14}"/>${name(x(serverAt), 12, "server", width)}`;
  const key = `<path class="truth" d="M${x(keyAt)} ${cellsTop - 4}V${beliefTop + 14}"/>${name(x(keyAt), 112, "key", width)}`;

  return [...drawn, belief, ...ticks, server, key].join("");
}

/** The whole of what asks, so that a key far away is seen coming back. */
function wide(seen: WindowsSeen, width: number): string {
  const { ask, accept, origin, keyAt } = seen;
  const ends = ask.flatMap(({ from, to }) => [Math.abs(from - origin), Math.abs(to + 1 - origin)]);
  const reach = Math.max(60, Math.abs(keyAt - origin), ...ends) * 1.06;
  const x = (step: number): number => round(width / 2 + ((step - origin) * width) / (2 * reach));
  const at = { top: wideTop, height: 14 };
  return [
    `<text class="name" x="0" y="${wideTop - 6}">All that asks for the next code</text>`,
    `<path class="grid" d="M0 ${wideTop + 7}H${width}"/>`,
    ...ask.map(({ from, to }) => bar("ask", x(from), x(to + 1), at)),
    accept === null
      ? ""
      : bar("accept", x(accept.from), Math.max(x(accept.to + 1), x(accept.from) + 2), at),
    `<path class="truth" d="M${x(keyAt)} ${wideTop - 3}V${wideTop + 17}"/>`,
    ...ask.flatMap(({ from, to }) => [
      label(clamp(x(from), 16, width - 16), wideTop + 32, away(from - origin)),
      label(clamp(x(to + 1), 16, width - 16), wideTop + 32, away(to - origin)),
    ]),
  ].join("");
}

function halfOf({ accept, origin, keyAt, believed }: WindowsSeen): number {
  const ends = [
    ...(accept === null ? [] : [accept.from, accept.to + 1]),
    ...(believed === null ? [] : [believed.min, believed.max]),
    keyAt,
  ];
  const wanted = Math.max(...ends.map((end) => Math.abs(end - origin))) + 1;
  return halves.find((half) => half >= wanted) ?? halves.at(-1) ?? 480;
}

/** What the code of a step comes to. */
export type StepKind = "accept" | "ask" | "spent";

/** Returns what a step's code comes to, if it is the key's only step with that code; null: it is refused. */
export function kindOf(step: number, { accept, ask, spent }: WindowsSeen): StepKind | null {
  if (spent !== null && step <= spent) return "spent";
  if (accept !== null && step >= accept.from && step <= accept.to) return "accept";
  return ask.some(({ from, to }) => step >= from && step <= to) ? "ask" : null;
}

/** Numbers stand at least 44 px apart. */
function tickEvery(half: number, width: number): number {
  const fits = Math.max(1, Math.floor(width / 44));
  const every = [1, 2, 5, 10, 20, 50, 100, 200].find((each) => (2 * half + 1) / each <= fits);
  return every ?? 200;
}

function bar(
  kind: string,
  from: number,
  to: number,
  { top, height: high }: { readonly top: number; readonly height: number },
): string {
  return to <= from
    ? ""
    : `<rect class="${kind}" x="${from}" y="${top}" width="${round(to - from)}" height="${high}"/>`;
}

function label(x: number, y: number, text: string): string {
  return `<text x="${x}" y="${y}" text-anchor="middle">${text}</text>`;
}

/** A name beside a marker, which stays inside the drawing. */
function name(x: number, y: number, text: string, width: number): string {
  return `<text class="name" x="${clamp(x, 22, width - 22)}" y="${y}" text-anchor="middle">${text}</text>`;
}

function away(steps: number): string {
  return `${steps < 0 ? "−" : "+"}${Math.abs(steps)}`;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
