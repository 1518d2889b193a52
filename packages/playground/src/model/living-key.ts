import { parseSeedHex } from "@jeton/core";
import {
  CounterKey,
  drawQuartz,
  type LcdReading,
  readLcd,
  SimulatedKey,
  type TimeSource,
  temperatureProfiles,
} from "@jeton/key";
import type { Settings } from "./settings.ts";

/** The key on the page. A counter key has neither clock nor faults. */
export type LivingKey =
  | { readonly kind: "clock"; readonly key: SimulatedKey }
  | { readonly kind: "counter"; readonly key: CounterKey };

export const serial = "000000042";

/** Makes the key that the settings describe, new at their beginning. */
export function makeKey(settings: Settings, timeSource: TimeSource): LivingKey {
  const seed = parseSeedHex(settings.seedHex);
  if (settings.kind === "counter") {
    return { kind: "counter", key: new CounterKey({ serial, seed, timeSource }) };
  }
  const { crystal, place, periodSeconds } = settings;
  const temperature =
    typeof place === "number"
      ? ({ kind: "constant", celsius: place } as const)
      : temperatureProfiles[place];
  const drawn =
    crystal === null ? null : drawQuartz(crystal, { bornAt: timeSource.now(), temperature });
  const key = new SimulatedKey({
    ...{ serial, seed, timeSource, parameters: { periodSeconds } },
    ratePpm: settings.ratePpm ?? drawn?.ratePpm ?? 0,
    ...(drawn !== null && { quartz: drawn.quartz }),
    ...(settings.kind === "button" && {
      program: { display: { kind: "button", shownMilliseconds: 30_000 } as const },
    }),
  });
  return { kind: "clock", key };
}

/** Does what a holder does who wants the code: presses the button where there is one, and looks at the glass. */
export function readCode(living: LivingKey): LcdReading {
  if (living.kind === "counter") {
    living.key.press();
    return readLcd(living.key.display());
  }
  if (living.key.reading().mode === "dark") living.key.press();
  return living.key.seen();
}
