import { fileURLToPath } from "node:url";
import { algorithms, type CodeParameters, codeParameters } from "@jeton/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anySeed } from "../arbitraries/seed.ts";
import { describeWith, oathtool } from "../support/needs.ts";
import { runCommand } from "../support/run-command.ts";

// Goal: the two commands print what another implementation, the OATH Toolkit's, prints.
// Method: draw what a key depends on and a moment; compare a run of codes from there on. Each case
// costs three processes, so cases are few and runs of codes long.
const commands = {
  jeton: fileURLToPath(new URL("../../packages/service/bin/jeton.mjs", import.meta.url)),
  "jeton-sim": fileURLToPath(new URL("../../firmware-sim/bin/jeton-sim.mjs", import.meta.url)),
};
const codesPerCase = 200;

type Case = {
  readonly seed: Uint8Array;
  readonly at: number;
  readonly parameters: CodeParameters;
};

/** oathtool knows 6 to 8 digits; times go past 2^32 s, periods up to a day. */
const anyCase: fc.Arbitrary<Case> = fc
  .record({
    seed: anySeed,
    algorithm: fc.constantFrom(...algorithms),
    digits: fc.integer({ min: 6, max: 8 }),
    periodSeconds: fc.oneof(fc.constantFrom(30, 60), fc.integer({ min: 1, max: 86_400 })),
    t0Seconds: fc.oneof(fc.constant(0), fc.nat({ max: 2_000_000_000 })),
    sinceT0: fc.oneof(fc.nat({ max: 2_000_000_000 }), fc.nat({ max: 20_000_000_000 })),
  })
  .map(({ seed, sinceT0, ...rest }) => ({
    seed,
    at: rest.t0Seconds + sinceT0,
    parameters: codeParameters(rest),
  }));

function ourWords({ seed, at, parameters }: Case): readonly string[] {
  return [
    "code",
    ...["--seed-hex", Buffer.from(seed).toString("hex")],
    ...["--at", String(at), "--count", String(codesPerCase)],
    ...["--period", String(parameters.periodSeconds), "--t0", String(parameters.t0Seconds)],
    ...["--digits", String(parameters.digits), "--algorithm", parameters.algorithm],
  ];
}

function oathtoolWords({ seed, at, parameters }: Case): readonly string[] {
  return [
    `--totp=${parameters.algorithm.replace("-", "").toLowerCase()}`,
    `--now=@${at}`,
    `--start-time=@${parameters.t0Seconds}`,
    `--time-step-size=${parameters.periodSeconds}s`,
    `--digits=${parameters.digits}`,
    `--window=${codesPerCase - 1}`,
    Buffer.from(seed).toString("hex"),
  ];
}

describeWith(oathtool, "jeton code, jeton-sim code and oathtool", (path) => {
  test.each(Object.entries(commands))("%s prints the codes of oathtool", async (_name, command) => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (drawn) => {
        const [ours, theirs] = await Promise.all([
          runCommand(process.execPath, [command, ...ourWords(drawn)]),
          runCommand(path, oathtoolWords(drawn)),
        ]);
        expect(theirs.split("\n")).toHaveLength(codesPerCase + 1);
        expect(ours).toBe(theirs);
      }),
      // A case takes a process each, so a failing one is shown as it was drawn.
      { numRuns: 8, endOnFailure: true },
    );
  });
});
