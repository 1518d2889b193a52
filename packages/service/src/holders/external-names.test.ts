import { unixMilliseconds } from "@jeton/core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nobody } from "../../../../test/support/people.ts";
import { faults, scheduled, withFault } from "../../test-support/faulty-documents.ts";
import { openTestPortal } from "../../test-support/test-portal.ts";
import { provisionedNamesOf, provisionedOf } from "./directory-of.ts";
import { enterName, leaveName } from "./external-names.ts";
import { createHolderList } from "./listed-holders.ts";
import { createProvisioning, type GivenPerson } from "./provision.ts";

// Goal: nobody is left out of the index of names, whatever is cut off and whoever is faster; and what is known of
// somebody who was removed does not stay in it.
type Ports = Awaited<ReturnType<typeof openTestPortal>>["ports"];

const holders = ["anne", "paul"] as const;

const given = (holder: string, externalId: string): GivenPerson => ({
  entry: { ...nobody, holder },
  ...{ externalId, emailType: "work", phoneType: "work", isActive: true },
});

/** One request of an identity system: somebody gets a name, or, with null, is removed. */
async function provision(ports: Ports, holder: string, name: string | null): Promise<void> {
  const provisioning = createProvisioning(ports, { mayLeavePercent: 100 });
  const before = await provisioning.find(holder);
  if (name !== null) await provisioning.save(before, given(holder, name));
  else if (before !== null) await provisioning.remove(before);
}

async function expectAllFound(ports: Ports): Promise<void> {
  const provisioning = createProvisioning(ports);
  for (const holder of holders) {
    const externalId = (await provisioning.find(holder))?.externalId ?? "";
    if (externalId === "") continue;
    const found = await provisioning.findByExternalId(externalId);
    expect(found.map(({ entry }) => entry.holder)).toContain(holder);
  }
}

describe("the index of names", () => {
  // One request called her otherwise and has still to take her from under "x"; another calls her "x" again.
  test("names everybody who is called so, whoever is faster", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { ports } = await openTestPortal();
        await provision(ports, "anne", "y");
        await enterName({ names: provisionedNamesOf(ports) }, "x", "anne");
        const slow = { ...ports, documents: scheduled(ports.documents, scheduler) };
        const parts = { names: provisionedNamesOf(slow), users: provisionedOf(slow) };
        const leaving = leaveName(parts, "x", "anne");
        await scheduler.waitFor(Promise.all([leaving, provision(slow, "anne", "x")]));
        await expectAllFound(ports);
        expect((await createProvisioning(ports).find("anne"))?.externalId).toBe("x");
      }),
      { numRuns: 300 },
    );
  });

  test.each(faults)("names everybody who is called so when a write %s", async (fault) => {
    for (const [from, to] of [
      ["", "x"],
      ["x", "y"],
      ["x", null],
    ] as const) {
      let at = 0;
      for (let hasFailed = true; hasFailed; at += 1) {
        const { ports } = await openTestPortal();
        await provision(ports, "anne", from);
        const faulty = withFault(ports.documents, at, fault);
        await provision({ ...ports, documents: faulty.documents }, "anne", to).catch(() => null);
        await expectAllFound(ports);
        hasFailed = faulty.state.hasFailed;
      }
      expect(at).toBeGreaterThan(2);
    }
  });

  test("forgets who is called otherwise or was removed", async () => {
    const { ports } = await openTestPortal();
    const stored = async (name: string) =>
      (await provisionedNamesOf(ports).load(name))?.entry.holders ?? [];
    await provision(ports, "anne", "x");
    await provision(ports, "paul", "x");
    expect(await stored("x")).toEqual(["anne", "paul"]);
    await provision(ports, "anne", "y");
    expect([await stored("x"), await stored("y")]).toEqual([["paul"], ["anne"]]);
    await provision(ports, "paul", null);
    expect(await stored("x")).toEqual([]);
  });

  test("refuses a name that fifty people have, and changes nothing", async () => {
    const { ports } = await openTestPortal();
    for (let person = 1; person <= 50; person += 1) await provision(ports, `p${person}`, "x");
    const provisioning = createProvisioning(ports);
    expect(await provisioning.save(null, given("anne", "x"))).toBe("name-taken");
    expect(await provisioning.find("anne")).toBeNull();
    expect(await provisioning.findByExternalId("x")).toHaveLength(50);
  });
});

test("a list is gone through once for all of its parts, and anew when it is asked for later or from its beginning", async () => {
  const { ports } = await openTestPortal();
  for (const holder of ["c", "a", "b", "d"]) await provision(ports, holder, "");
  let throughs = 0;
  const directory = {
    ...provisionedOf(ports),
    async *entries() {
      throughs += 1;
      for (const holder of ["c", "a", "b", "d"])
        yield { entry: given(holder, "").entry, revision: 1 };
    },
  } as unknown as Parameters<typeof createHolderList>[0];
  let now = unixMilliseconds(0);
  const list = createHolderList(directory, provisionedOf(ports), () => now);
  expect(await list.part(0, 2)).toEqual({ holders: ["a", "b"], total: 4 });
  expect(await list.part(2, 1)).toEqual({ holders: ["c"], total: 4 });
  expect(await list.part(3, 1)).toEqual({ holders: ["d"], total: 4 });
  expect(throughs).toBe(1);
  await list.part(0, 1);
  now = unixMilliseconds(5 * 60_000);
  expect(await list.part(1, 1)).toEqual({ holders: ["b"], total: 4 });
  expect(throughs).toBe(3);
});
