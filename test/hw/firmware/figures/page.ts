import { type BuildFigures, ramBytes, watchdogCyclesMin } from "./measures.ts";

/** The section of hw/firmware/README.md that `npm run firmware:figures` writes. */
export const boundsTitle = "Bounds";

const cyclesPerMillisecond = 16_000;
const milliseconds = (cycles: number): string => (cycles / cyclesPerMillisecond).toFixed(1);

/** Returns that section's text. */
export function boundsText(all: readonly BuildFigures[]): string {
  const rows = all.map((figures) => {
    const { stackProgram, stackInterrupt } = figures;
    const stack = stackProgram + stackInterrupt;
    const cells = [
      `\`${figures.firmware}\``,
      ...[figures.flash, figures.ram, `${stackProgram} + ${stackInterrupt}`, figures.stackSeen],
      ramBytes - figures.ram - stack,
      `${figures.awake.toLocaleString("en")} (${milliseconds(figures.awake)} ms)`,
      `${milliseconds(figures.unfed)} ms`,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return `\`npm run firmware:figures -- --write\` writes this section; a test holds it to what the kept binaries do.

| Binary | Flash | Data in RAM | Stack, bound | Stack, seen | RAM left | Longest pass | Longest unfed |
|---|---|---|---|---|---|---|---|
${rows.join("\n")}

Bytes. The stack's bound comes from the binary's instructions, on every way through each function: what the main
program takes, and the greatest interrupt upon it, since none lets another in. Seen is what an emulated board has
touched after everything that a host can say: each command in each length as mirror and as key, noise, all keys, codes
of the longest seed in each mode. The same run gives the longest pass of the loop, without sleep: so long an
answer may have to wait, of its 250 ms. The longest time in which the watchdog is not fed is a sleep of the idle
board; its 2 s are at least ${milliseconds(watchdogCyclesMin)} ms, because its oscillator may be 10 % fast.`;
}
