import { defaultPolicy } from "@jeton/core";
import { logInStaff } from "@jeton/service";
import { describe, expect, test, vi } from "vitest";
import { openStage, quickPolicy } from "../support/stage.ts";
import { plantedName } from "./http/planted.ts";
import { staffCauses } from "./http/staff-causes.ts";
import { type Work, workOf } from "./work.ts";

// Hoisted above the imports, so the counters are fetched here.
vi.mock("../../packages/core/src/codes/prepare-seed.ts", async (original) =>
  (await import("./work.ts")).countingPrepareSeed(original),
);
vi.mock("../../packages/core/src/seals/seal.ts", async (original) =>
  (await import("./work.ts")).countingUnseal(original),
);

const cheap = quickPolicy.pinHashCost;
const scanned = 32 + 2 * defaultPolicy.scanSteps + 4;
const otherMakes = 2 * 21;

/** That of any refused log-in, and the two tokens of known devices that this browser carries. */
const wholeWork: Work = {
  codes: { "SHA-1": scanned + otherMakes, "SHA-256": otherMakes, "SHA-512": otherMakes },
  responses: 0,
  seedsPrepared: 4,
  sealsOpened: 4,
  // That of a PIN and, sixteen times as dear, that of a password, in whichever order.
  pinHashes: [cheap, { ...cheap, logN: cheap.logN + 4 }],
  storeCalls: ["documents.load", "loadForHolder", "replace"],
};

// Goal: no log-in of the staff that is refused can be told from that of a name that nobody has, by the
// work it takes (law 6). Method: as for holders, with the causes that are also measured over HTTP.
describe("a refused log-in of the staff", () => {
  test.each(staffCauses.filter(({ name }) => name !== plantedName))(
    "costs exactly the whole work: $name",
    async ({ prepare }) => {
      const { ports, advance } = await openStage();
      const { own, control } = await prepare({ ports, advance });
      for (const fields of [own, control]) {
        const { name = "", password = "", code = "" } = fields;
        const client = { devices: ["no token", "another"], flow: "a flow" };
        let answer: unknown;
        const work = await workOf(ports, async (counted) => {
          answer = await logInStaff(counted, { name, password, code }, client);
        });
        expect(answer).toEqual({ kind: "refused" });
        const pinHashes = work.pinHashes.toSorted((one, other) => one.logN - other.logN);
        const done = { ...work, pinHashes };
        expect([fields === own, done]).toEqual([fields === own, wholeWork]);
      }
    },
  );
});
