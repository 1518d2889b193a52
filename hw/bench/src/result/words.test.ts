import { expect, test } from "vitest";
import type { DriftEstimate } from "../drift/estimate-drift.ts";
import { partWords } from "./words.ts";

test("the parts of an uncertainty have two figures and no exponent, however large or small", () => {
  const words = (parts: DriftEstimate["parts"]) =>
    partWords({
      ...{ ppm: 0, uncertaintyPpm: 1, parts, seconds: 540, samples: 10, points: [] },
      ...{ offsetMilliseconds: 0, residualMilliseconds: 0, isSteady: true },
    });
  expect(words({ readingPpm: 1049.4, scatterPpm: 0.000_000_34, hostPpm: 0 })).toBe(
    "10 samples over 9.0 min; of the uncertainty 1000 ppm are reading the clock, 0.00000034 ppm scatter, this machine's clock nothing",
  );
  expect(words({ readingPpm: 3, scatterPpm: 123_456, hostPpm: 0.055 })).toMatch(
    /uncertainty 3\.0 ppm are .* 120000 ppm scatter, this machine's clock 0\.055 ppm$/,
  );
});
