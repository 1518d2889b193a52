import { createApi } from "@jeton/service";
import { watchClock } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { type ApiBench, openApiBench } from "./api.ts";

const authenticate = "/api/v1/authenticate";
const pinPath = "/api/v1/transactions/pin";
const confirm = "/api/v1/transactions/confirm";
type Fields = Readonly<Record<string, string>>;

// Goal: an attempt that is sent again gets the same answer to the byte, from any node (law 11).
// Method: two nodes over one store, virtual time, a holder from first use on.
describe("Idempotency-Key at the API", () => {
  let bench: ApiBench;
  let nodes: readonly ReturnType<typeof createApi>[];
  let counted: string[];
  let hashed: number;

  beforeEach(async () => {
    bench = await openApiBench();
    counted = [];
    hashed = 0;
    const { ports } = bench;
    const node = () =>
      createApi(
        {
          ...ports,
          clockWatch: watchClock(),
          hashPin: (question) => {
            hashed += 1;
            return ports.hashPin(question);
          },
          onAttempt: (kind) => counted.push(kind),
          onRepeatedAttempt: (kind) => counted.push(`${kind} again`),
        },
        { listensOnLoopback: true },
      );
    nodes = [node(), node()];
  });

  async function send(node: number, path: string, body: Fields, id?: string, more: Fields = {}) {
    const key: Fields = id === undefined ? {} : { "idempotency-key": id };
    const headers = { "content-type": "application/json", ...key, ...more };
    const request = { method: "POST", headers, body: JSON.stringify(body) };
    const answer = await nodes[node]?.request(path, request);
    expect(answer?.status).toBe(200);
    return (await answer?.text()) ?? "";
  }

  const passcode = (pin = "k7m2") => pin + (bench.key.code() ?? "");
  const events = async () =>
    (await bench.ports.store.events("K1", { afterSequence: 0, limit: 1000 })).length;

  /** Sends it to both nodes in turn; returns the answer, which must be one. */
  async function sendThrice(path: string, body: Fields, id: string) {
    const first = await send(0, path, body, id);
    const before = await events();
    expect(await send(1, path, body, id)).toBe(first);
    bench.time.advance(9_000);
    expect(await send(0, path, body, id)).toBe(first);
    expect(await events()).toBe(before);
    return JSON.parse(first) as Fields;
  }

  async function commission(): Promise<void> {
    const identifier = bench.holder;
    const first = await sendThrice(
      authenticate,
      { identifier, passcode: passcode("") },
      "first-use",
    );
    expect(first.result).toBe("challenge");
    const { transaction = "" } = first;
    const chosen = { transaction, pin: "k7m2", pinAgain: "k7m2" };
    expect(await sendThrice(pinPath, chosen, "chosen-1")).toMatchObject({ result: "challenge" });
    bench.time.advance(60_000);
    const confirmed = await sendThrice(confirm, { transaction, passcode: passcode() }, "confirmed");
    expect(confirmed).toMatchObject({ result: "accepted", commissioned: true });
    bench.time.advance(60_000);
  }

  test("gives first use, confirmation and log-in again, counted and hashed once", async () => {
    await commission();
    hashed = 0;
    const answer = await sendThrice(
      authenticate,
      { identifier: "camille", passcode: passcode() },
      "log-in-1",
    );
    expect(answer.result).toBe("accepted");
    expect(hashed).toBe(1);
    expect(counted.slice(-3)).toEqual(["accepted", "accepted again", "accepted again"]);
  });

  test("takes a PIN once: the same id with another one is answered 409 and changes nothing", async () => {
    const first = await send(0, authenticate, { identifier: "camille", passcode: passcode("") });
    const { transaction = "" } = JSON.parse(first) as Fields;
    const chosen = { transaction, pin: "k7m2", pinAgain: "k7m2" };
    await sendThrice(pinPath, chosen, "chosen-1");
    const answer = await nodes[1]?.request(pinPath, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": "chosen-1" },
      body: JSON.stringify({ transaction, pin: "x9y8", pinAgain: "x9y8" }),
    });
    expect(answer?.status).toBe(409);
    bench.time.advance(60_000);
    const confirmed = await send(0, confirm, { transaction, passcode: passcode() });
    expect(JSON.parse(confirmed)).toMatchObject({ result: "accepted", commissioned: true });
  });

  test("gives a refusal again, and never the log-in of another id, device, flow or PASSCODE", async () => {
    await commission();
    const right = { identifier: "camille", passcode: passcode() };
    const wrong = { identifier: "camille", passcode: "k7m2000000" };
    expect(await sendThrice(authenticate, wrong, "mistyped")).toMatchObject({ result: "refused" });
    const accepted = await send(0, authenticate, right, "log-in-2");
    expect(JSON.parse(accepted)).toMatchObject({ result: "accepted" });
    const others = [
      [right, "log-in-3"],
      [{ ...right, flow: "another" }, "log-in-2"],
      [{ ...right, device: "another" }, "log-in-2"],
      [wrong, "log-in-2"],
      [right, undefined],
    ] as const;
    for (const [body, id] of others) {
      expect(await send(1, authenticate, body, id)).toMatch(/"refused"/u);
    }
    expect(await send(1, authenticate, right, "log-in-2")).toBe(accepted);
    bench.time.advance(30_000);
    expect(await send(1, authenticate, right, "log-in-2")).toMatch(/"refused"/u);
  });

  test("keeps the ids of two tokens apart", async () => {
    await commission();
    const [own, other] = [await bench.bearer("authenticate"), await bench.bearer("authenticate")];
    const right = { identifier: "camille", passcode: passcode() };
    const accepted = await send(0, authenticate, right, "log-in-4", own);
    expect(await send(1, authenticate, right, "log-in-4", other)).toMatch(/"refused"/u);
    expect(await send(1, authenticate, right, "log-in-4", own)).toBe(accepted);
  });

  test("decides once of copies that come to both nodes at once", async () => {
    await commission();
    const before = await events();
    const body = { identifier: "camille", passcode: passcode() };
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => send(index % 2, authenticate, body, "at-once-1")),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/"accepted"/u);
    expect(await events()).toBe(before + 1);
    expect(counted.filter((kind) => kind === "accepted")).toHaveLength(2);
  });

  test("does for an unknown identifier what it does for a wrong PASSCODE", async () => {
    await commission();
    const kinds = [];
    for (const identifier of ["camille", "nobody"]) {
      counted = [];
      hashed = 0;
      await sendThrice(authenticate, { identifier, passcode: "k7m2000000" }, "sent-again");
      kinds.push([...counted, hashed]);
    }
    expect(kinds[0]).toEqual(kinds[1]);
    expect(kinds[0]).toEqual(["refused", "refused again", "refused again", 3]);
  });

  test.each(["short", "a blank is none", "x".repeat(129)])("answers 400 to %o", async (id) => {
    const answer = await nodes[0]?.request(authenticate, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": id },
      body: JSON.stringify({ identifier: "camille", passcode: "k7m2000000" }),
    });
    expect(answer?.status).toBe(400);
  });
});
