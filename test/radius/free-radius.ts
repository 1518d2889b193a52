import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const secret = "testing123";
const guide = readFileSync(new URL("../../docs/guides/radius.md", import.meta.url), "utf8");
/** The module and the site, as the guide prints them. */
const [, moduleText = "", siteText = ""] =
  /\n```\n(rest jeton .*?)```.*?\n```\n(server jeton .*?)```/su.exec(guide) ?? [];

/** A FreeRADIUS of a test's own, on 127.0.0.1 and free ports. */
export type FreeRadius = {
  readonly port: number;
  /** As a second server with the same configuration: FreeRADIUS knows a request again by its socket. */
  readonly secondPort: number;
  /** Returns what it wrote last. */
  readonly output: () => string;
  readonly remove: () => Promise<void>;
};

/** Starts it with the guide's two files, in front of the service at `url`. */
export async function startFreeRadius(
  program: string,
  { url, token, isChatty = true }: { url: string; token: string; isChatty?: boolean },
): Promise<FreeRadius> {
  const [port, secondPort] = [await freePort(), await freePort()];
  const directory = mkdtempSync(join(tmpdir(), "jeton-radius-"));
  for (const folder of ["log", "run"]) mkdirSync(join(directory, folder));
  const adapted = (text: string) =>
    text
      .replaceAll("http://127.0.0.1:8080", url)
      .replace("API_TOKEN", token)
      .replace("port = 1812", `port = ${port}`)
      .replace("  authorize {", listenAt(secondPort));
  writeFileSync(
    join(directory, "radiusd.conf"),
    `${frame(directory)}modules {\n${modules}${adapted(moduleText)}}\n${adapted(siteText)}`,
  );
  const words = ["-f", "-l", "stdout", ...(isChatty ? ["-xx"] : []), "-d", directory];
  const radius = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [radius.stdout, radius.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-100_000);
    });
  }
  await until(() => output.includes("Ready to process requests") || radius.exitCode !== null);
  if (radius.exitCode !== null) throw new Error(`Cannot start FreeRADIUS:\n${output.slice(-2000)}`);
  return {
    ...{ port, secondPort, output: () => output },
    async remove() {
      await end(radius);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return;
  program.kill("SIGKILL");
  await once(program, "exit");
}

/** What any radiusd.conf has around modules and sites, with Debian's threads; nothing outside of the folder. */
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
  start_servers = 5
  max_servers = 32
  min_spare_servers = 3
  max_spare_servers = 10
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

async function until(done: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!done()) {
    if (performance.now() > deadline) throw new Error("Cannot wait any longer for FreeRADIUS");
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
