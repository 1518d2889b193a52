import { temperatureProfiles } from "@jeton/key";
import { expect, test } from "vitest";
import type { FleetPlan } from "./fleet-plan.ts";
import { fleetRun } from "./fleet-run.ts";
import { fleetCsv } from "./fleet-tables.ts";
import { habits } from "./habits.ts";
import { playKeys } from "./play-keys.ts";
import { fleetPolicies } from "./policies.ts";

// Goal: a fleet of a given seed comes today to what it came to when the file was written.
// Method: small fleets of every habit, place and policy, every figure of them, compared byte by byte.
test("small fleets come to what they always did", async () => {
  const places = Object.keys(temperatureProfiles) as FleetPlan["place"][];
  const runs = habits.flatMap(({ name: habit }, index) =>
    places.map((place) => {
      const plan: FleetPlan = {
        ...{
          keys: 12,
          years: 3,
          periodSeconds: index % 2 === 0 ? 60 : 30,
          seed: index,
          place,
          habit,
        },
        policies: fleetPolicies.map(({ name }) => name),
      };
      return fleetRun(plan, playKeys(plan, 0, plan.keys));
    }),
  );
  const offsets = runs.flatMap((run) => run.offsets.map((spread) => Object.values(spread).join()));
  const text = `${fleetCsv(runs)}${offsets.join("\n")}\n`;
  await expect(text).toMatchFileSnapshot("../../../test/vectors/fleet-counts.csv");
});
