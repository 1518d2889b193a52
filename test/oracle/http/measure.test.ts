import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../support/seeded-random.ts";
import { measureDoor } from "./measure.ts";
import { planted, plantedName } from "./planted.ts";
import { complaintsOf, judged, type Row } from "./report.ts";
import { openTimedClient } from "./timed-client.ts";
import { type Door, type MeasuredCause, noSession } from "./trial.ts";

const delayHeader = "x-delay";

/** A server that takes 3 ms, and longer when it is asked to: as a door with a leak does. */
async function openSleepyServer() {
  const server = createServer((request, answer) => {
    const milliseconds = 3 + Number(request.headers[delayHeader] ?? 0);
    request.resume();
    setTimeout(() => answer.end(request.url === "/other" ? "Welcome" : "Refused"), milliseconds);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

function cause(name: string, path = "/"): MeasuredCause {
  const prepare = async () => ({ own: { path }, control: { path: "/" }, delayMilliseconds: 0 });
  return { name, prepare };
}

const door: Door = {
  name: "sleepy",
  causes: [cause("the same"), cause("the same again"), planted(cause("slow"))],
  open: async () => noSession,
  request: (_, { path = "/" }) => ({ method: "POST", path, headers: {}, body: "" }),
  isRefusal: ({ body }) => body === "Refused",
};

async function rowsOf(measured: Door, pairs: number): Promise<readonly Row[]> {
  const server = await openSleepyServer();
  try {
    const samples = await measureDoor(measured, {
      ...{
        connect: () => openTimedClient(server.port),
        delayHeader,
        random: seededRandom(5),
        warmUpBlocks: 5,
      },
      prepare: (each) => each.prepare(undefined as never),
      goesOn: (blocks) => blocks < pairs,
    });
    const limits = { boundMilliseconds: 0.2, alarmChance: 0.01 };
    return judged([{ door: measured.name, samples }], limits);
  } finally {
    server.close();
  }
}

// Goal: a run that finds nothing means something: what measures must find a leak that is there, and
// find none where there is none.
// Method: a server that does nothing but wait, and 2 ms longer for one of three causes. Where others
// use the machine the waiting varies: should it hide the leak, the test is run again.
describe("measureDoor()", () => {
  test("finds what is answered 2 ms later, and no difference of what is alike", {
    retry: 3,
  }, async () => {
    const rows = await rowsOf(door, 80);
    const verdicts = rows.map(({ cause: name, verdict }) => [name, verdict]);
    expect(verdicts).toEqual([
      ["the same", "none found"],
      ["the same again", "none found"],
      [plantedName, "beyond the bound"],
    ]);
    const slow = rows.at(-1)?.shift;
    expect(slow?.pairs).toBe(80);
    expect(slow?.estimate).toBeGreaterThan(1);
    expect(slow?.estimate).toBeLessThan(4);
    // What it says it could have found is no more than what it found.
    expect(slow?.detectable).toBeLessThan(2);
    expect(complaintsOf(rows)).toEqual([]);
    const unplanted = rows.map((row) => ({ ...row, cause: "a wrong PIN" }));
    expect(complaintsOf(unplanted)).toHaveLength(1);
  });

  test("needs no clock where the answer is another one", async () => {
    const other = { ...door, causes: [cause("the same"), cause("a leak", "/other")] };
    const rows = await rowsOf(other, 12);
    expect(rows.at(1)).toMatchObject({ verdict: "another answer", answerDiffers: "no refusal" });
    expect(complaintsOf(rows)).toEqual(["sleepy, a leak: no refusal"]);
  });

  test("says so where it could not find even what was planted", async () => {
    const rows = await rowsOf(door, 3);
    expect(rows.map(({ verdict }) => verdict)).toEqual(Array(3).fill("too few pairs"));
    expect(complaintsOf(rows)).toEqual([
      "sleepy: not even the planted delay was found: measure longer, or on a quieter machine",
    ]);
  });
});
