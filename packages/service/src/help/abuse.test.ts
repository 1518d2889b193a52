import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { pdf, png, pngOf } from "../../test-support/attachments.ts";
import { boundary, sendRequest } from "../../test-support/multipart.ts";
import {
  type Browser,
  openBrowser,
  openTestPortal,
  type TestPortal,
} from "../../test-support/test-portal.ts";
import { attachmentLimits } from "../tickets/attachments/attachment.ts";
import { listTickets } from "../tickets/index.ts";
import { requestBytesMax } from "./read-request.ts";
import { requestRates } from "./request-limits.ts";

const path = "/portal/assistance/request";
const type = { "content-type": `multipart/form-data; boundary=${boundary}` };

async function open(portal: TestPortal): Promise<Browser> {
  const browser = openBrowser(portal);
  await browser.get(path);
  return browser;
}

async function ticketCount({ ports }: TestPortal): Promise<number> {
  return (await listTickets(ports, { state: "any", after: null, limit: 1000 })).tickets.length;
}

describe("attachment bombs", () => {
  const part = `--${boundary}\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n`;
  const deep = "%PDF-1.7\nxref\n";

  // Goal: what a stranger sends costs what its bytes cost, at most a few seconds, and is not kept.
  // Method: each of the bombs that files and forms are known for, at the size that is still read.
  test.each([
    ["pixels: 2.5 thousand millions in 80 bytes", [pngOf({ width: 50_000, height: 50_000 })]],
    ["a PDF of nothing but names", [repeated(deep, "/J#53 ")]],
    ["a JPEG of nothing but segments", [repeated("\u00ff\u00d8", "\u00ff\u00e0\u0000\u0002")]],
    ["a PDF that holds a program", [pdf("/Launch")]],
    ["a picture that is a page, too", [Buffer.from("GIF89a/*<script>*/")]],
  ])("are not taken: %s", async (_, contents) => {
    const portal = await openTestPortal();
    const browser = await open(portal);
    const files = contents.map((content) => ({ fileName: "a.png", content }));
    const begun = performance.now();
    const page = await sendRequest(browser, {}, files);
    const seconds = (performance.now() - begun) / 1000;
    expect(page.status).toBe(422);
    expect(seconds).toBeLessThan(20);
    expect(await ticketCount(portal)).toBe(0);
  });

  test("are kept as small as they came where they are pictures of a size to be seen", async () => {
    const portal = await openTestPortal();
    const bomb = pngOf({ width: 40_000, height: 1000, data: deflateSync(new Uint8Array(4e7)) });
    const browser = await open(portal);
    expect((await sendRequest(browser, {}, [{ fileName: "a.png", content: bomb }])).status).toBe(
      303,
    );
    const [ticket] = (await listTickets(portal.ports, { state: "any", after: null, limit: 1 }))
      .tickets;
    expect(ticket?.files[0]?.bytes).toBe(bomb.length);
    expect(bomb.length).toBeLessThan(100_000);
  });

  test.each([
    ["a hundred thousand parts", () => Buffer.from(part.repeat(100_000)), 400],
    ["more bytes than are read", () => new Uint8Array(requestBytesMax + 1), 413],
    ["a form of files behind the files", () => Buffer.from(`--${boundary}--`.repeat(1000)), 400],
  ])("are not read: %s", async (_, body, status) => {
    const portal = await openTestPortal();
    const browser = await open(portal);
    const page = await browser.send(path, Uint8Array.from(body()), type);
    expect(page.status).toBe(status);
    expect(page.text).toContain("Rien n’a été enregistré");
  });

  test("are not read to their end when they come without a length", async () => {
    const portal = await openTestPortal();
    const browser = await open(portal);
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const answer = await portal.app.request(`http://jeton.test${path}`, {
      method: "POST",
      body: endless,
      headers: { ...type, "sec-fetch-site": "same-origin", cookie: browser.cookies.header() },
      duplex: "half",
    } as RequestInit);
    expect(answer.status).toBe(413);
    expect(given).toBeLessThan(requestBytesMax + 10 * 65_536);
  });
});

describe("a flood of requests", () => {
  test("is stopped at the limit of its source, and goes on later", async () => {
    const portal = await openTestPortal();
    const browser = await open(portal);
    const statuses: number[] = [];
    for (let sent = 0; sent < 20; sent += 1) statuses.push((await sendRequest(browser)).status);
    const { burst } = requestRates.ticketsOfSource;
    expect(statuses.filter((status) => status === 303)).toHaveLength(burst);
    expect(statuses.slice(burst)).toEqual(statuses.slice(burst).map(() => 429));
    const refused = await sendRequest(browser);
    expect(refused.headers.get("retry-after")).toBe("120");
    expect(refused.text).toContain("Réessayez dans 2 minutes.");
    expect(await ticketCount(portal)).toBe(burst);
    portal.advance(120);
    expect((await sendRequest(browser)).status).toBe(303);
  });

  test("from many sources is stopped at the limit of all; nobody else's page is held up", async () => {
    const portal = await openTestPortal({ trustedProxies: ["unknown"] });
    const browser = await open(portal);
    let taken = 0;
    let sent = 0;
    for (let source = 0; source < 30; source += 1) {
      for (let each = 0; each < 5; each += 1) {
        const from = { "x-forwarded-for": `203.0.113.${source}` };
        sent += 1;
        if ((await sendRequest(browser, {}, [], from)).status === 303) taken += 1;
      }
    }
    console.log(`${sent} requests from 30 sources at once: ${taken} tickets`);
    expect(taken).toBe(requestRates.ticketsOfAll.burst);
    expect((await browser.get("/portal")).status).toBe(200);
  });

  test("of unusable forms is stopped before it is read", async () => {
    const portal = await openTestPortal();
    const browser = await open(portal);
    const statuses: number[] = [];
    for (let sent = 0; sent < 40; sent += 1) {
      statuses.push((await sendRequest(browser, { name: "" })).status);
    }
    const { burst } = requestRates.formsOfSource;
    expect(statuses.filter((status) => status === 422)).toHaveLength(burst);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40 - burst);
  });

  test("of forms that are still on their way takes three places, which are given back", async () => {
    const portal = await openTestPortal();
    const browser = await open(portal);
    const ends: (() => void)[] = [];
    const slow = Array.from({ length: requestRates.readingOfSource }, async () => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => void ends.push(() => controller.close()),
      });
      return portal.app.request(`http://jeton.test${path}`, {
        method: "POST",
        body,
        headers: { ...type, "sec-fetch-site": "same-origin", cookie: browser.cookies.header() },
        duplex: "half",
      } as RequestInit);
    });
    expect((await sendRequest(browser)).status).toBe(429);
    for (const end of ends) end();
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([400, 400, 400]);
    expect((await sendRequest(browser, {}, [{ fileName: "a.png", content: png }])).status).toBe(
      303,
    );
  });
});

function repeated(begin: string, part: string): Uint8Array {
  const end = "startxref\n9\n%%EOF\n";
  const times = Math.floor((attachmentLimits.bytesMax - 1000) / part.length);
  return Buffer.from(begin + part.repeat(times) + end, "latin1");
}
