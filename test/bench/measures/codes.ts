import { spawnSync } from "node:child_process";
import { codeAt, prepareSeed, timeStep } from "@jeton/core";
import { hotp } from "@jeton/core/otp";
import { findProgram, oathtool } from "../../support/needs.ts";
import { librariesFor, parameters } from "../libraries.ts";
import type { Measure, Row } from "../measure.ts";
import { here, seed } from "./present.ts";

/** Codes of many steps of one key. */
export function bulkCodes(): Measure {
  const prepared = prepareSeed(seed, parameters.algorithm);
  const steps = Array.from({ length: 4096 }, (_, index) => timeStep(here + index));
  const stepOf = (turn: number) => steps[turn & 4095] ?? here;
  return {
    title: "Bulk: codes of many steps of one key",
    unit: "a code",
    goal: "Each library keeps of the key what it can. All answer text of six digits, unless noted.",
    target: 12,
    rows: [
      {
        ...{ name: "jeton `codeAt`", role: "compared", units: 1 },
        note: "keeps a prepared seed",
        call: (turn) => codeAt(prepared, stepOf(turn), parameters),
      },
      {
        ...{ name: "jeton `truncatedAt`", role: "yardstick", units: 1 },
        note: "keeps a prepared seed; answers a number, which is what a search compares",
        call: (turn) => prepared.truncatedAt(stepOf(turn)) % 1_000_000,
      },
      ...librariesFor(seed).map(
        (library): Row => ({
          ...{ name: library.name, role: library.isPeer ? "peer" : "yardstick", units: 1 },
          note: `keeps ${library.kept}`,
          call: (turn) => library.code(stepOf(turn)),
        }),
      ),
      ...liboath(),
    ],
  };
}

/** Codes that one process of `oathtool` makes, so that its start weighs little. */
const liboathCodes = 200_000;

/**
 * liboath in C: only where many codes are made, since the start of a process is all one would time else.
 * It keeps nothing between two codes.
 */
function liboath(): readonly Row[] {
  const path = findProgram(oathtool.names);
  if (path === null) return [];
  const [counter, window] = [`--counter=${here}`, `--window=${liboathCodes - 1}`];
  const given = ["--hotp", counter, window, Buffer.from(seed).toString("hex")];
  return [
    {
      ...{ name: "liboath (`oathtool`)", role: "yardstick", units: liboathCodes },
      note: `C; ${liboathCodes} codes a process, its start and printing (to nowhere) included`,
      call: () => spawnSync(path, given, { stdio: "ignore" }).status,
    },
  ];
}

/** A key of which nothing was kept. */
export function setUpAndOneCode(): Measure {
  return {
    title: "Key setup and one code",
    unit: "a key",
    goal: "Nothing is kept: from the seed's bytes to the text of one code.",
    target: 2,
    rows: [
      {
        ...{ name: "jeton `codeAt`", role: "compared", units: 1 },
        note: "keeps nothing, allocates nothing but the text",
        call: (turn) => codeAt(seed, timeStep(here + turn), parameters),
      },
      {
        ...{ name: "jeton `hotp` of `@jeton/core/otp`", role: "yardstick", units: 1 },
        note: "the same by the small door",
        call: (turn) => hotp({ seed, counter: here + turn }),
      },
      ...librariesFor(seed).flatMap(({ name, isPeer, fresh }): readonly Row[] => {
        if (fresh === null) return [];
        const role = isPeer ? "peer" : "yardstick";
        return [{ name, role, units: 1, note: "", call: (turn) => fresh(here + turn) }];
      }),
      ...liboath(),
    ],
  };
}
