import { algorithms, codeParameters, unixMilliseconds } from "@jeton/core";
import { drawQuartz, SimulatedKey, temperatureProfiles, VirtualTime } from "@jeton/key";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anySeed } from "../arbitraries/seed.ts";
import { describeWith, oathtool } from "../support/needs.ts";
import { runCommand } from "../support/run-command.ts";

const born = unixMilliseconds(Date.parse("2026-01-01T00:00:00Z"));
const places = ["laboratory", "office", "pocket", "car"] as const;

const anyKey = fc.record({
  seed: anySeed,
  parameters: fc
    .record({
      algorithm: fc.constantFrom(...algorithms),
      digits: fc.integer({ min: 6, max: 8 }),
      periodSeconds: fc.constantFrom(30, 60),
    })
    .map(codeParameters),
  crystal: fc.nat({ max: 2 ** 32 - 1 }),
  place: fc.constantFrom(...places),
  offsetMilliseconds: fc.integer({ min: -86_400_000, max: 86_400_000 }),
  // Less than a battery lives: the third reading is within four years.
  gaps: fc.array(fc.integer({ min: 0, max: 400 * 86_400_000 }), { minLength: 3, maxLength: 3 }),
});

// Goal: what a key with a crystal of its own shows is what the OATH Toolkit computes for the time
// that the key believes in, however far that is from the true one. Method: draw key, crystal, place
// and offset; read it three times within years.
describeWith(oathtool, "a simulated key", (path) => {
  test("shows oathtool's code of its own believed time", async () => {
    await fc.assert(
      fc.asyncProperty(anyKey, async ({ seed, parameters, crystal, place, ...drawn }) => {
        const time = new VirtualTime(born);
        const temperature = temperatureProfiles[place];
        const made = drawQuartz(crystal, { bornAt: born, temperature });
        const key = new SimulatedKey({
          ...{ serial: "000000001", seed, parameters, timeSource: time, ...made },
          offsetMilliseconds: drawn.offsetMilliseconds,
        });
        for (const gap of drawn.gaps) {
          time.advance(gap);
          const { believed, code } = key.reading();
          const printed = await runCommand(path, [
            `--totp=${parameters.algorithm.replace("-", "").toLowerCase()}`,
            `--now=@${Math.floor(believed / 1000)}`,
            `--time-step-size=${parameters.periodSeconds}s`,
            `--digits=${parameters.digits}`,
            Buffer.from(seed).toString("hex"),
          ]);
          expect(code).toBe(printed.trim());
        }
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});
