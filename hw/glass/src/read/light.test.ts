import { describe, expect, test } from "vitest";
import { glassLayout } from "../layout/glass-layout.ts";
import { lightOn } from "./light.ts";

const { segments } = glassLayout("own-6");
const [usual, ink] = [150, 45];

/** Every third segment is off; every second one lies where the glass is brighter, up to `most` times as bright. */
function samples(seen: (clear: number) => { readonly background: number; readonly dark: number }) {
  return segments.map((segment, index) => {
    const { background, dark } = seen(index % 2 === 0 ? 0 : (index % 7) / 10);
    return { segment, background, dark: index % 3 === 0 ? 0 : dark };
  });
}

describe("lightOn()", () => {
  test("takes more light for glare where segments that are on are paler there", () => {
    const glared = (value: number, part: number): number => 255 - (255 - value) * (1 - part);
    const light = lightOn(
      samples((part) => {
        const background = glared(usual, part);
        return { background, dark: (background - glared(ink, part)) / background };
      }),
    );
    const place = { background: glared(usual, 0.5) };
    const wanted = (place.background - glared(ink, 0.5)) / place.background;
    expect(light.inked(place)).toBeCloseTo(wanted, 1);
    expect(light.inked({ background: usual })).toBeCloseTo((usual - ink) / usual, 1);
  });

  test("takes more light for light where they are as dark as elsewhere", () => {
    const light = lightOn(
      samples((part) => ({ background: usual * (1 + part), dark: (usual - ink) / usual })),
    );
    const place = { background: usual * 1.5 };
    expect(light.inked(place)).toBeCloseTo((usual - ink) / usual, 1);
    expect(light.least(place)).toBeLessThan(0.5 * light.inked(place));
  });
});
