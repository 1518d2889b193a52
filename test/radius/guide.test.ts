import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Listening, listen } from "@jeton/http";
import { addToken, createValidate } from "@jeton/service";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith, freeradius } from "../support/needs.ts";
import { type ApiBench, openApiBench } from "./api.ts";

const secret = "testing123";
const guide = readFileSync(new URL("../../docs/guides/radius.md", import.meta.url), "utf8");
/** The module and the site, as the guide prints them. */
const [, moduleText = "", siteText = ""] =
  /\n```\n(rest jeton .*?)```.*?\n```\n(server jeton .*?)```/su.exec(guide) ?? [];

// Goal: the configuration of docs/guides/radius.md lets holders in by RADIUS, first use included.
// Method: Debian's FreeRADIUS with the two files of the guide in front of a service in virtual
// time; radclient sends what a VPN would.
describeWith(freeradius, "docs/guides/radius.md", (program) => {
  let bench: ApiBench;
  let server: Listening;
  let radius: ChildProcess;
  let directory: string;
  let port: number;
  let secondPort: number;
  let output = "";

  beforeAll(async () => {
    bench = await openApiBench();
    server = await listen(createValidate(bench.ports), { host: "127.0.0.1", port: 0 });
    const wanted = { name: "radius", scopes: ["authenticate"], createdBy: "staff:test" } as const;
    const { token } = await addToken(bench.ports, { ...wanted, expiresAt: null });
    port = await freePort();
    secondPort = await freePort();
    directory = mkdtempSync(join(tmpdir(), "jeton-radius-"));
    for (const folder of ["log", "run"]) mkdirSync(join(directory, folder));
    const adapted = (text = "") =>
      text
        .replaceAll("http://127.0.0.1:8080", server.url)
        .replace("API_TOKEN", token)
        .replace("port = 1812", `port = ${port}`)
        // A second server with the same configuration: FreeRADIUS knows a request again by its socket.
        .replace("  authorize {", listenAt(secondPort));
    writeFileSync(
      join(directory, "radiusd.conf"),
      `${frame(directory)}modules {\n${modules}${adapted(moduleText)}}\n${adapted(siteText)}`,
    );
    radius = spawn(program, ["-f", "-l", "stdout", "-xx", "-d", directory], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { stdout, stderr } = radius;
    for (const stream of [stdout, stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    await until(() => output.includes("Ready to process requests") || radius.exitCode !== null);
    if (radius.exitCode !== null)
      throw new Error(`Cannot start FreeRADIUS:\n${output.slice(-2000)}`);
  });

  afterAll(async () => {
    if (radius !== undefined && radius.exitCode === null) {
      radius.kill("SIGKILL");
      await once(radius, "exit");
    }
    await server?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  test("takes a key into service by challenges, lets its holder in once a code, refuses all else alike", async () => {
    const first = await ask(bench.key.code() ?? "");
    expect(first).toMatchObject({ packet: "Access-Challenge" });
    expect(first.message).toMatch(/choose a PIN/);
    const trivial = await ask("1234", first.state);
    expect(trivial).toMatchObject({ packet: "Access-Challenge", state: first.state });
    const chosen = await ask("k7%2", trivial.state);
    expect(chosen.message).toMatch(/again/);
    const repeated = await ask("k7%2", chosen.state);
    expect(repeated.message).toMatch(/another code/);
    bench.time.advance(60_000);
    expect(await ask(`k7%2${bench.key.code()}`, repeated.state)).toMatchObject({
      packet: "Access-Accept",
    });

    bench.time.advance(60_000);
    const passcode = `k7%2${bench.key.code()}`;
    expect(await ask(passcode)).toMatchObject({ packet: "Access-Accept" });
    const refused = await ask(passcode);
    expect(refused).toEqual({ packet: "Access-Reject", state: null, message: null });
    expect(await ask(`0000${bench.key.code()}`)).toEqual(refused);
    expect(await ask(passcode, null, "nobody")).toEqual(refused);
    expect(await ask(passcode, repeated.state)).toEqual(refused);
  });

  test("answers a request that is sent again to a second server as the first one did, and spends its code once", async () => {
    bench.time.advance(60_000);
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    const send = async (to: number, packet: Uint8Array): Promise<number> => {
      socket.send(packet, to, "127.0.0.1");
      const [answer] = (await once(socket, "message")) as [Buffer];
      return answer[0] ?? 0;
    };
    const [accept, reject] = [2, 3];
    const passcode = `k7%2${bench.key.code()}`;
    const request = accessRequest(7, "camille", passcode);
    expect(await send(port, request)).toBe(accept);
    expect(await send(secondPort, request)).toBe(accept);
    expect(await send(secondPort, accessRequest(8, "camille", passcode))).toBe(reject);
    const wrong = accessRequest(9, "camille", "k7%2000000");
    const count = async () =>
      (await bench.ports.store.events("K1", { afterSequence: 0, limit: 1000 })).length;
    expect(await send(port, wrong)).toBe(reject);
    const before = await count();
    expect(await send(secondPort, wrong)).toBe(reject);
    expect(await count()).toBe(before);
    socket.close();
  });

  type Answer = {
    readonly packet: string | null;
    readonly state: string | null;
    readonly message: string | null;
  };

  function ask(pass: string, state: string | null = null, user = "camille"): Promise<Answer> {
    const fields = [`User-Name = "${user}"`, `User-Password = "${pass}"`];
    if (state !== null) fields.push(`State = ${state}`);
    return new Promise((resolve) => {
      const words = ["-x", "-r", "1", "-t", "20", `127.0.0.1:${port}`, "auth", secret];
      const child = execFile("radclient", words, { timeout: 30_000 }, (_error, stdout, stderr) => {
        const [, received = ""] = stdout.split("Received ");
        const found = (form: RegExp) => form.exec(received)?.[1] ?? null;
        const packet = found(/^(Access-\w+)/);
        if (packet === null) console.error(stdout, stderr, output.slice(-3000));
        const message = found(/Reply-Message = "(.*)"/);
        resolve({ packet, state: found(/State = (0x[0-9a-f]+)/), message });
      });
      child.stdin?.end(fields.join(", "));
    });
  }
});

/** What any radiusd.conf has around modules and sites; nothing outside of the test's folder. */
function frame(directory: string): string {
  return `
prefix = /usr
name = freeradius
raddbdir = ${directory}
libdir = /usr/lib/freeradius
logdir = ${directory}/log
run_dir = ${directory}/run
pidfile = ${directory}/run/pid
max_request_time = 30
security {
  max_attributes = 200
  reject_delay = 0
  status_server = no
}
thread pool {
  start_servers = 1
  max_servers = 2
  min_spare_servers = 1
  max_spare_servers = 1
}
client test {
  ipaddr = 127.0.0.1
  secret = ${secret}
}
`;
}

/** What Debian enables besides. */
const modules = ["ok", "reject", "handled"]
  .map((code) => `always ${code} {\n  rcode = ${code}\n}\n`)
  .join("")
  .concat("expr {\n}\n");

/** A second `listen` section, before `authorize`. */
function listenAt(port: number): string {
  return `  listen {\n    type = auth\n    ipaddr = 127.0.0.1\n    port = ${port}\n  }\n  authorize {`;
}

/** An Access-Request (RFC 2865 §3, §5.2) for passwords of up to 16 bytes. */
function accessRequest(id: number, user: string, password: string): Uint8Array {
  const authenticator = randomBytes(16);
  const pad = createHash("md5").update(secret).update(authenticator).digest();
  const plain = Buffer.alloc(16);
  plain.write(password);
  const hidden = plain.map((byte, index) => byte ^ (pad[index] ?? 0));
  const attribute = (type: number, value: Uint8Array) =>
    Buffer.concat([Buffer.from([type, value.length + 2]), value]);
  const attributes = Buffer.concat([attribute(1, Buffer.from(user)), attribute(2, hidden)]);
  const length = 20 + attributes.length;
  return Buffer.concat([
    Buffer.from([1, id, length >> 8, length & 255]),
    authenticator,
    attributes,
  ]);
}

async function until(done: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!done()) {
    if (performance.now() > end) throw new Error("Cannot wait any longer for FreeRADIUS");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  return port;
}
