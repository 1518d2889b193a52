import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { selfTest } from "./self-test.ts";

describe("selfTest() at a port where nothing answers", () => {
  let silent: Server;

  beforeAll(async () => {
    silent = createServer((socket) => void socket.on("error", () => {}));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => void silent.close());

  test("says so once, with what to look at", async () => {
    const address = silent.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const place = `tcp://127.0.0.1:${port}`;
    const { checks } = await selfTest({
      board: { kind: "plugged", name: "board", port: place, model: null, baud: null },
      ...{ withKeys: false, ownKeyMilliseconds: 1000, tell: () => {} },
    });
    expect(checks).toHaveLength(1);
    expect(checks[0]).toMatchObject({ name: `board: a board answers at ${place}`, passed: false });
    expect(checks[0]?.found).toContain("no answer to a ping at 19200 nor at 115200 baud");
    expect(checks[0]?.found).toContain("must be a CFA-533");
  }, 60_000);
});
