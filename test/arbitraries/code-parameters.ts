import {
  algorithms,
  type CodeParameters,
  type CounterParameters,
  codeParameters,
  counterParameters,
  keyPeriodSecondsMin,
} from "@jeton/core";
import * as fc from "fast-check";

/** What codes depend on: all hashes, 6 to 10 digits, any period; 30 and 60 s often. */
export const anyCodeParameters: fc.Arbitrary<CodeParameters> = parametersFrom(1);

/** The same of a key that can be stored: its period is 15 s or more. */
export const anyKeyParameters: fc.Arbitrary<CodeParameters> = parametersFrom(keyPeriodSecondsMin);

/** What the codes of a counter key depend on. */
export const anyCounterParameters: fc.Arbitrary<CounterParameters> = parametersFrom(1).map(
  ({ algorithm, digits }) => counterParameters({ algorithm, digits }),
);

function parametersFrom(periodSecondsMin: number): fc.Arbitrary<CodeParameters> {
  return fc
    .record({
      algorithm: fc.constantFrom(...algorithms),
      digits: fc.integer({ min: 6, max: 10 }),
      periodSeconds: fc.oneof(
        fc.constantFrom(30, 60),
        fc.integer({ min: periodSecondsMin, max: 86_400 }),
      ),
      t0Seconds: fc.oneof(fc.constant(0), fc.nat({ max: 2_000_000_000 })),
    })
    .map(codeParameters);
}
