import { type ClockBounds, defaultClockBounds } from "@jeton/core";
import * as fc from "fast-check";
import type { ClockStretch } from "../support/true-clock.ts";

/** A key's clock within the bounds, and the codes that its holder gave, by true time. */
export type ClockStory = {
  readonly bounds: ClockBounds;
  readonly periodSeconds: number;
  /** When it begins, ms. */
  readonly startsAt: number;
  /** Key clock minus true time at the beginning, ms. */
  readonly offset: number;
  readonly stretches: readonly ClockStretch[];
  readonly sightings: readonly Sighting[];
};

/** One code: read so long after the beginning, typed so long after that, ms. */
export type Sighting = { readonly after: number; readonly delay: number };

const second = 1000;
const day = 86_400 * second;

/** From seconds to years, each size as likely. */
const anyGap = fc.oneof(
  fc.integer({ min: 0, max: 90 * second }),
  fc.integer({ min: 0, max: day }),
  fc.integer({ min: 0, max: 60 * day }),
  fc.integer({ min: 0, max: 3 * 365 * day }),
);

const anyBounds: fc.Arbitrary<ClockBounds> = fc
  .record({
    rateBoundPpb: fc.constantFrom(100_000, 100_000, 1_000_000, 20_000),
    wanderPpb: fc.constantFrom(15_000, 15_000, 2000, 0),
    entryDelayMilliseconds: fc.constantFrom(30_000, 30_000, 0, 300_000),
    anchorsMax: fc.constantFrom(6, 6, 2, 1),
  })
  .map((drawn) => ({ ...defaultClockBounds, ...drawn }));

function anyStretches({
  rateBoundPpb,
  wanderPpb,
}: ClockBounds): fc.Arbitrary<readonly ClockStretch[]> {
  // Every rate lies between the slowest and the wander above it: no two are further apart.
  const anySlowest = fc.oneof(
    fc.integer({ min: -rateBoundPpb, max: rateBoundPpb - wanderPpb }),
    fc.constantFrom(-rateBoundPpb, rateBoundPpb - wanderPpb),
  );
  const anyExtra = fc.oneof(fc.constantFrom(0, wanderPpb), fc.integer({ min: 0, max: wanderPpb }));
  return anySlowest.chain((slowest) =>
    fc.array(fc.record({ lasts: anyGap, ratePpb: anyExtra.map((extra) => slowest + extra) }), {
      minLength: 1,
      maxLength: 12,
      size: "max",
    }),
  );
}

/** A clock that keeps the bounds and a holder who types within the entry delay. */
export const anyClockStory: fc.Arbitrary<ClockStory> = anyBounds.chain((bounds) => {
  const delayMax = bounds.entryDelayMilliseconds;
  const anyDelay = fc.oneof(fc.constantFrom(0, delayMax), fc.integer({ min: 0, max: delayMax }));
  return fc
    .record({
      bounds: fc.constant(bounds),
      periodSeconds: fc.constantFrom(30, 60),
      startsAt: fc.integer({ min: 1_600_000_000_000, max: 2_000_000_000_000 }),
      offset: fc.integer({ min: -600_000, max: 600_000 }),
      stretches: anyStretches(bounds),
      sightings: fc.array(fc.record({ after: anyGap, delay: anyDelay }), {
        minLength: 1,
        maxLength: 20,
        size: "max",
      }),
    })
    .map((story) => ({ ...story, sightings: oneAfterTheOther(story.sightings) }));
});

function oneAfterTheOther(sightings: readonly Sighting[]): readonly Sighting[] {
  let after = 0;
  return sightings.map((sighting) => {
    after += sighting.after;
    return { ...sighting, after };
  });
}
