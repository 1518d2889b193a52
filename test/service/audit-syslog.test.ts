import { createSocket } from "node:dgram";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { jeton } from "../support/jeton.ts";
import { ownCertificate } from "../support/own-certificate.ts";

// Each command is a process of its own, and the machine may be busy.
const minutes = { timeout: 300_000 };

describe("jeton audit syslog", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "jeton-syslog-"));
    writeFileSync(join(folder, "seed.hex"), "3132333435363738393031323334353637383930");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const on = (...words: readonly string[]) => jeton([...words, "--data", join(folder, "data")]);
  const add = (serial: string) =>
    on("keys", "add", serial, "--seed-file", join(folder, "seed.hex"));
  const send = (to: string, ...more: readonly string[]) =>
    on("audit", "syslog", "--to", to, "--positions", join(folder, "sent.json"), ...more);

  test("sends each event once over TCP, with its length before it", minutes, async () => {
    let received = "";
    const server = createServer((socket) => {
      socket.on("data", (bytes) => {
        received += bytes.toString("utf8");
      });
      socket.on("end", () => socket.end());
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    try {
      await add("K-1");
      await on("keys", "assign", "K-1", "jdupont");
      expect(await send(`tcp://127.0.0.1:${port}`)).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(/^events sent: \d+\n$/u),
      });
      // The keys that stand in for unknown identifiers have events, too.
      const messages = counted(received).filter((message) => message.includes('serial="K-1"'));
      expect(messages).toHaveLength(2);
      expect(messages[0]).toMatch(
        /^<110>1 \S+ \S+ jeton - created \[jeton@32473 serial="K-1" sequence="1" /u,
      );
      expect(messages[1]).toMatch(/ assigned \[.* sequence="2" actor="staff:/u);
      expect(received).not.toContain("jdupont");
      received = "";
      expect((await send(`tcp://127.0.0.1:${port}`)).stdout).toBe("events sent: 0\n");
      await on("keys", "suspend", "K-1");
      expect((await send(`tcp://127.0.0.1:${port}`, "--form", "cef")).stdout).toBe(
        "events sent: 1\n",
      );
      expect(counted(received)[0]).toMatch(
        /^<109>1 .* suspended - CEF:0\|Jeton\|jeton\|[^|]+\|suspended\|/u,
      );
      expect(JSON.parse(readFileSync(join(folder, "sent.json"), "utf8"))).toMatchObject({
        "K-1": 3,
      });
    } finally {
      server.close();
    }
  });

  test(
    "sends over TLS to whoever shows a certificate that is trusted, and to nobody else",
    minutes,
    async () => {
      const { certificate, privateKey } = ownCertificate(folder, ["IP:127.0.0.1", "DNS:localhost"]);
      let received = "";
      const asked: (string | false)[] = [];
      const server = createTlsServer(
        { cert: readFileSync(certificate), key: readFileSync(privateKey) },
        (socket: TLSSocket) => {
          asked.push(socket.servername ?? false);
          socket.on("data", (bytes) => {
            received += bytes.toString("utf8");
          });
          // Clients that trust no stranger break off.
          socket.on("error", () => {});
          socket.on("end", () => socket.end());
        },
      ).listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as { port: number };
      const sendTrusting = (host: string) => {
        const words = ["--to", `tls://${host}:${port}`, "--positions", join(folder, "sent.json")];
        const env = { NODE_EXTRA_CA_CERTS: certificate };
        return jeton(["audit", "syslog", ...words, "--data", join(folder, "data")], { env });
      };
      try {
        await add("K-1");
        expect(await send(`tls://127.0.0.1:${port}`)).toMatchObject({
          ...{ status: 1, stdout: "" },
          stderr: expect.stringContaining("NODE_EXTRA_CA_CERTS"),
        });
        expect([received, existsSync(join(folder, "sent.json"))]).toEqual(["", false]);
        expect(await sendTrusting("localhost")).toMatchObject({ status: 0, stderr: "" });
        expect(counted(received)[0]).toMatch(/^<110>1 .* created \[/u);
        received = "";
        await on("keys", "assign", "K-1", "jdupont");
        // An address is no name that TLS would send.
        expect(await sendTrusting("127.0.0.1")).toMatchObject({ status: 0, stderr: "" });
        expect(counted(received)).toHaveLength(1);
        expect(asked.slice(-2)).toEqual(["localhost", false]);
      } finally {
        server.close();
      }
    },
  );

  test("sends datagrams, and names the cure of what is wrong", minutes, async () => {
    const socket = createSocket("udp4");
    const received: string[] = [];
    socket.on("message", (bytes) => received.push(bytes.toString("utf8")));
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    try {
      await add("K-1");
      const { port } = socket.address();
      const arrived = once(socket, "message");
      expect(await send(`udp://127.0.0.1:${port}`)).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(/^events sent: \d+\n$/u),
      });
      await arrived;
      expect(received[0]).toMatch(/^<110>1 .* created \[/u);
    } finally {
      socket.close();
    }
    expect(await send("siem:514")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("tls://"),
    });
    expect(await send("tcp://127.0.0.1:1")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("Cannot send to the collector"),
    });
    writeFileSync(join(folder, "sent.json"), "[]");
    expect(await send("udp://127.0.0.1:9")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("without the file all is sent again"),
    });
  });
});

/** Returns the messages of a stream in which the number of bytes stands before each. */
function counted(stream: string): readonly string[] {
  const messages: string[] = [];
  let rest = Buffer.from(stream, "utf8");
  while (rest.length > 0) {
    const blank = rest.indexOf(" ");
    const end = blank + 1 + Number(rest.subarray(0, blank).toString());
    messages.push(rest.subarray(blank + 1, end).toString("utf8"));
    rest = rest.subarray(end);
  }
  return messages;
}
