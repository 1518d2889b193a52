import type { Machine } from "./machine.ts";
import { fastestPeer, type Measured, type MeasuredRow } from "./measure.ts";
import type { BundleSize } from "./measures/bundle-sizes.ts";
import type { ManyKeys } from "./measures/thousand-keys.ts";

/** What a report says besides the tables. */
export type Run = {
  readonly machine: Machine;
  readonly versions: readonly string[];
  readonly rounds: number;
  readonly sampleMilliseconds: number;
  readonly codesCompared: number;
  readonly manyKeys: readonly ManyKeys[];
  readonly bundleSizes: readonly BundleSize[];
  readonly loadAtEnd: string;
};

/** Returns the page `docs/reference/benchmarks.md`. */
export function benchmarkPage(results: readonly Measured[], run: Run): string {
  const { machine } = run;
  return `# Benchmarks

The core beside other libraries, in one process and one run. What counts are the **ratios**: they are
taken within each round, so that whatever else the machine does slows all alike. Times of different
machines or runs do not compare.

    npm run bench              prints this page, in about three minutes
    npm run bench -- --write   writes it, too
    npm run bench -- --quick   a look in seconds, too short to quote

- Machine: ${machine.cpu}, ${machine.cores} cores; Node ${machine.node}; ${machine.date}
- Load of the machine when it began and ended: ${machine.load} and ${run.loadAtEnd}
- Versions: ${run.versions.join(", ")}
- Method: ${run.rounds} rounds A B C A B C …; each row is warmed up, then timed for about ${run.sampleMilliseconds} ms a round. Median,
  and in brackets what half of the rounds lie between.
- Before: ${run.codesCompared.toLocaleString("en")} codes of all libraries were compared with ours, and each verifier refused
  the wrong code and accepted the right one.
- The seed has 20 bytes, the codes 6 digits, the hash is SHA-1, the period 60 s.

## Targets

${table(["What", "Wanted", "Reached", "Fastest peer"], results.flatMap(targetRow))}

${results.map(section).join("\n")}
${manyKeysSection(run.manyKeys)}
${bundleSizeSection(run.bundleSizes)}
## What is compared with what

- A *peer* is used as its own documentation says, with everything that it lets a caller keep of a
  key. **Bold** is the row of ours that is compared; rows in *italics* are yardsticks: what no peer
  does by itself, or another way of ours.
- Bulk codes: text against text. Ours keeps a prepared seed (HMAC-SHA-1's two states); no peer has
  such a thing. otpauth alone lets its caller replace the HMAC: that row shows what someone gains
  who writes that loop.
- Refusing at ±1 is compared with the seed kept prepared, since keeping what the interface lets one
  keep is what the peers' rows do, too (a \`Secret\`, a \`TOTP\`, a Buffer). The row beside it prepares
  the seed anew each time and is what a server with sealed seeds pays.
- Resynchronising includes more than the peers' rows do: a sealed seed is opened, and a *pair* of
  consecutive codes is looked for, which a single code's search does not give.
- liboath (C) stands only where one process makes very many codes. Everywhere else the start of a
  process would be all that is timed; there is no binding for Node to call it by. It keeps nothing of a
  key: its codes are bulk and made from the seed's bytes at once.
- Where keys of SHA-256 or SHA-512 live beside those of SHA-1, every refusal computes the scan with each
  hash that keys there have, so that its time does not tell the hash of an identifier's key. Where all
  keys have SHA-1, as keys of hardware do, it computes that one only.
- Reading a simulated key has no peer: the libraries' rows compute the code and have no clock, display or
  battery. They say what a reading costs beside the code that a tester would compute instead.
- Peers stop at the first match; ours never does. The measured codes match nowhere, so that this
  plays no part.
`;
}

/** What the two ways of clocks are called. */
const clockWords: Readonly<Record<ManyKeys["clocks"], string>> = {
  straight: "a speed of its own",
  office: "a drawn crystal, in an office",
};

function manyKeysSection(runs: readonly ManyKeys[]): string {
  const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
  const [first] = runs;
  if (first === undefined) return "";
  const { keys, days, everyHours } = first;
  return `## Keys that live together

${keys.toLocaleString("en")} simulated keys of 60 s on one virtual clock in one process and one thread, for ${days} days, each
read ${everyHours === 1 ? "every hour" : `every ${everyHours} hours`} (code, display, battery, time left). A reading and key-years
are told by the processor's time.

${table(
  [
    "Each clock has",
    "Readings",
    "Wall time",
    "Processor time",
    "A reading",
    "Key-years in a minute",
    "Memory of the process",
    "of which keys and garbage",
  ],
  runs.map((run) => [
    clockWords[run.clocks],
    run.readings.toLocaleString("en"),
    `${run.wallSeconds.toPrecision(3)} s`,
    `${run.processorSeconds.toPrecision(3)} s`,
    duration((run.processorSeconds * 1e9) / run.readings),
    Math.round(((run.keys * run.days) / 365 / run.processorSeconds) * 60).toLocaleString("en"),
    mebibytes(run.residentBytes),
    mebibytes(run.residentBytes - run.residentBefore),
  ]),
)}
`;
}

function bundleSizeSection(sizes: readonly BundleSize[]): string {
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  return `## What a page downloads

To make a code and check one, in a bundle of esbuild, minified. A test holds the first line to 6.0 kB.

${table(
  ["", "Hashes", "Minified", "and gzipped"],
  sizes.map(({ name, hashes, minifiedBytes, gzippedBytes }) => [
    ...[name, hashes, kilobytes(minifiedBytes), kilobytes(gzippedBytes)],
  ]),
)}
`;
}

function section({ measure, rows }: Measured): string {
  const lines = rows.map(({ row, time, ratio }) => {
    const name = row.role === "compared" ? `**${row.name}**` : row.name;
    return [
      row.role === "yardstick" ? `*${row.name}*` : name,
      `${duration(time.median)} (${duration(time.low)} – ${duration(time.high)})`,
      perSecond(time.median),
      row.role === "compared"
        ? "1"
        : `${times(ratio.median)} (${times(ratio.low)} – ${times(ratio.high)})`,
      row.note,
    ];
  });
  const head = ["", `Time for ${measure.unit}`, "A second", "Times ours", "A call"];
  return `## ${measure.title}\n\n${measure.goal}\n\n${table(head, lines)}\n`;
}

function targetRow(measured: Measured): readonly (readonly string[])[] {
  const { measure } = measured;
  const peer: MeasuredRow | null = fastestPeer(measured);
  if (peer === null) return [];
  const reached = `${times(peer.ratio.median)}x`;
  const missed = measure.target !== null && peer.ratio.median < measure.target;
  return [
    [
      measure.title,
      measure.target === null ? "–" : `≥ ${measure.target}x`,
      missed ? `${reached}, **missed**` : reached,
      peer.row.name,
    ],
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function duration(nanoseconds: number): string {
  if (nanoseconds < 1000) return `${nanoseconds.toFixed(0)} ns`;
  if (nanoseconds < 1e6) return `${(nanoseconds / 1000).toPrecision(3)} µs`;
  return `${(nanoseconds / 1e6).toPrecision(3)} ms`;
}

function perSecond(nanoseconds: number): string {
  const count = 1e9 / nanoseconds;
  return count >= 1e6
    ? `${(count / 1e6).toPrecision(3)} M`
    : Math.round(Number(count.toPrecision(3))).toLocaleString("en");
}

function times(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(1);
}
