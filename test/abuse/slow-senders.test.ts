import { connect, type Socket } from "node:net";
import { type Listening, listen, senderLimits } from "@jeton/http";
import { createApp } from "@jeton/service";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStage } from "../support/stage.ts";

const slowCount = 60;

/** As in service, only twenty times as quick, so that the test need not wait. */
const limits = {
  headersTimeout: senderLimits.headersTimeout / 20,
  requestTimeout: senderLimits.requestTimeout / 20,
  connectionsCheckingInterval: senderLimits.connectionsCheckingInterval / 20,
};

// Goal: whoever sends slowly, or without an end, is cut off, and keeps nobody else from their page.
// Method: a real server; sixty connections that send a byte now and then; honest requests meanwhile.
describe("senders that take their time", () => {
  let server: Listening;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    const { ports } = await openStage();
    const app = createApp({
      ...ports,
      secureCookies: false,
      frameAncestors: "none",
      applications: [],
      startPath: "/portal",
      onError: (error) => {
        throw error;
      },
    });
    server = await listen(app, { host: "127.0.0.1", port: 0 }, limits);
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await server.close();
  });

  const host = "Host: 127.0.0.1\r\n";
  const ours = `${host}Sec-Fetch-Site: same-origin\r\n`;
  const login = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\n";
  const form = "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000\r\n\r\n";
  test.each([
    ["its headers", `GET /portal HTTP/1.1\r\n${host}X-A: `],
    ["a log-in", `POST /portal/login HTTP/1.1\r\n${ours}${login}`],
    ["an attachment", `POST /portal/assistance/request HTTP/1.1\r\n${ours}COOKIE${form}`],
  ])("lose their connections, and hold nobody up: %s", { timeout: 30_000 }, async (_, begin) => {
    const page = await fetch(`${server.url}/portal/assistance/request`);
    const cookie = page.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
    const head = begin.replace("COOKIE", `Cookie: ${cookie}\r\n`);
    const begun = performance.now();
    const closings = Array.from({ length: slowCount }, () => slowly(head));
    for (let visit = 0; visit < 10; visit += 1) {
      const answer = await fetch(`${server.url}/portal`, { signal: AbortSignal.timeout(10_000) });
      expect(answer.status).toBe(200);
    }
    await Promise.all(closings);
    const seconds = (performance.now() - begun) / 1000;
    console.log(
      `${slowCount} slow senders were cut within ${seconds.toFixed(1)} s; 10 visits served`,
    );
  });

  test("without an end are cut at the limit of the form, and nothing of it is kept", {
    timeout: 30_000,
  }, async () => {
    const head = `POST /portal/login HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\nSec-Fetch-Site: same-origin\r\n\r\n`;
    const chunk = `4000\r\n${"a".repeat(0x4000)}\r\n`;
    const { answer } = await sent(head + chunk.repeat(4));
    expect(answer).toMatch(/^HTTP\/1\.1 (?:413|403|400) /u);
  });

  /** Resolves when the server has closed the connection. */
  function slowly(begin: string): Promise<void> {
    return new Promise((resolve) => {
      const socket = open();
      socket.write(begin);
      const timer = setInterval(() => socket.write("a"), 100);
      socket.on("close", () => {
        clearInterval(timer);
        resolve();
      });
      socket.resume();
    });
  }

  function sent(text: string): Promise<{ readonly answer: string }> {
    return new Promise((resolve) => {
      const socket = open();
      let answer = "";
      socket.setEncoding("latin1");
      socket.on("data", (part: string) => {
        answer += part;
      });
      socket.on("close", () => resolve({ answer }));
      socket.end(text);
    });
  }

  function open(): Socket {
    const socket = connect(server.port, "127.0.0.1");
    // A connection that was cut while something was on its way.
    socket.on("error", () => socket.destroy());
    sockets.push(socket);
    return socket;
  }
});
