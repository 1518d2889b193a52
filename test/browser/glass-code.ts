import { characterForSegments, segmentNames } from "@jeton/key";
import type { Locator } from "playwright-core";

/** Reads the six digits off a drawn glass, segment by segment; "?" where no digit is shown. */
export async function glassCode(picture: Locator): Promise<string> {
  const lit = await picture
    .locator('[data-segment][data-on="true"]')
    .evaluateAll((segments) =>
      segments.map((segment) => [
        Number(segment.getAttribute("data-digit")),
        segment.getAttribute("data-segment"),
      ]),
    );
  const masks = Array.from({ length: 6 }, (_, digit) =>
    segmentNames.reduce(
      (mask, name, bit) =>
        lit.some(([at, segment]) => at === digit && segment === name) ? mask | (1 << bit) : mask,
      0,
    ),
  );
  return masks.map((segments) => characterForSegments(segments) ?? "?").join("");
}
