import { unixMilliseconds } from "@jeton/core";
import { pinChangeStatus, startPinChange } from "@jeton/validator/parts";
import { Hono } from "hono";
import { beforeEach, describe, expect, test } from "vitest";
import {
  browserAtHome,
  holder,
  openTestPortal,
  pin,
  type TestPortal,
} from "../test-support/test-portal.ts";
import { answerOnce } from "./api/idempotency.ts";
import { keepUpload, takeUpload } from "./desk/upload.ts";
import { openRequestLimits, requestRates } from "./help/request-limits.ts";
import { sweepFiles } from "./tickets/index.ts";
import { encodeReservation } from "./tickets/ticket.ts";
import { fileSetName, keepFiles } from "./tickets/ticket-files.ts";
import { reservedMilliseconds, ticketFileKind, ticketKind } from "./tickets/ticket-ports.ts";
import { addToken, checkToken } from "./tokens/api-tokens.ts";
import { createTokenChecks } from "./tokens/token-checks.ts";
import { beginDialogue, openDialogue } from "./validate/dialogue.ts";
import type { AccessEnv } from "./web/access.ts";
import { RequestLimiter } from "./web/request-limit.ts";

// Goal: nothing that a server whose clock was wrong has begun lives on, or keeps anybody out, until the
// mended clock has caught up.
// Method: each thing with a deadline is made a year ahead; then the clock is mended.

const year = 365 * 86_400;
const day = 86_400_000;

let portal: TestPortal;
beforeEach(async () => {
  portal = await openTestPortal();
  portal.advance(year);
});
const mend = () => portal.advance(-year);

describe("made by a clock a year ahead and then mended", () => {
  test("a session of the portal is over", async () => {
    const browser = await browserAtHome(portal);
    expect((await browser.get("/portal/home")).status).toBe(200);
    mend();
    expect((await browser.get("/portal/home")).location).toBe("/portal");
    expect((await browser.post("/portal/logout", {})).status).toBe(403);
  });

  test("a change of PIN is over", async () => {
    await browserAtHome(portal);
    const given = { identifier: holder, passcode: pin + portal.code() };
    const begun = await startPinChange(portal.ports, given, { devices: [], flow: null });
    if (begun.kind !== "choose-new-pin") throw new Error(begun.kind);
    expect(await pinChangeStatus(portal.ports, begun.change)).not.toBeNull();
    mend();
    expect(await pinChangeStatus(portal.ports, begun.change)).toBeNull();
  });

  test("a dialogue of validate/check is over", async () => {
    const { ports } = portal;
    const expiresAt = unixMilliseconds(ports.clock() + ports.policy.commissioningMilliseconds);
    const id = await beginDialogue(ports, { user: holder, transaction: "x", expiresAt });
    expect(await openDialogue(ports, id)).not.toBeNull();
    mend();
    expect(await openDialogue(ports, id)).toBeNull();
  });

  test("an answer kept for an Idempotency-Key is given no more, nor waited for", async () => {
    let done = 0;
    const app = new Hono<AccessEnv>().post("/", answerOnce(portal.ports), (c) => {
      done += 1;
      return c.json({ done });
    });
    const headers = { "idempotency-key": "0123456789" };
    const ask = () => app.request("/", { method: "POST", headers, body: "x" });
    await ask();
    await ask();
    expect(done).toBe(1);
    mend();
    expect(await (await ask()).json()).toEqual({ done: 2 });
    expect(await (await ask()).json()).toEqual({ done: 2 });
  });

  test("an API token with an end is over, one without is not", async () => {
    const { ports } = portal;
    const made = { scopes: ["authenticate"], createdBy: "staff:test" } as const;
    const expiresAt = unixMilliseconds(ports.clock() + 30 * day);
    const ending = await addToken(ports, { name: "ending", ...made, expiresAt });
    const lasting = await addToken(ports, { name: "lasting", ...made, expiresAt: null });
    const checks = createTokenChecks(ports);
    for (const check of [(token: string) => checkToken(ports, token), checks.checkKept]) {
      expect(await check(ending.token)).not.toBeNull();
    }
    mend();
    for (const check of [(token: string) => checkToken(ports, token), checks.checkKept]) {
      expect(await check(ending.token)).toBeNull();
      expect(await check(lasting.token)).not.toBeNull();
    }
  });

  test("a file that waits at the desk is over", async () => {
    const upload = { name: "x", bytes: new Uint8Array(1), fields: new Map() };
    const id = await keepUpload(portal.ports, "token", upload);
    mend();
    expect(await takeUpload(portal.ports, "token", id)).toBeNull();
  });

  test("a reservation that was cut off keeps no files", async () => {
    const { ports } = portal;
    const number = "20280101-0000-AAAA";
    const set = fileSetName(number, new Uint8Array(16));
    const expiresAt = unixMilliseconds(ports.clock() + reservedMilliseconds);
    await ports.documents.put(ticketKind, number, 0, { body: encodeReservation(set), expiresAt });
    const file = { name: "a.png", mediaType: "image/png", bytes: 1 } as const;
    await keepFiles(ports, set, [{ ...file, content: new Uint8Array(1) }]);
    expect(await sweepFiles(ports)).toBe(0);
    mend();
    expect(await sweepFiles(ports)).toBe(1);
    for (const kind of [ticketKind, ticketFileKind]) {
      const page = { prefix: "", after: null, limit: 9, newestFirst: false };
      expect(await ports.documents.list(kind, page)).toEqual([]);
    }
  });

  test("a limit of requests holds nobody up for longer than by a clock that was right", () => {
    const limiter = new RequestLimiter({ burst: 2, perSecond: 1 }, portal.ports.clock);
    const waits = [1, 2, 3].map(() => limiter.take("a"));
    expect(waits).toEqual([0, 0, 1]);
    mend();
    expect(limiter.take("a")).toBe(1);
    portal.advance(1);
    expect(limiter.take("a")).toBe(0);
  });

  test("a limit of requests for help holds nobody up for longer either", () => {
    const limits = openRequestLimits(portal.ports.clock);
    const { burst, perSecond } = requestRates.ticketsOfSource;
    for (let count = 0; count < burst; count += 1) expect(limits.openTicket("a")).toBe(0);
    mend();
    const wait = limits.openTicket("a");
    expect(wait).toBe(1 / perSecond);
    portal.advance(wait);
    expect(limits.openTicket("a")).toBe(0);
  });
});
