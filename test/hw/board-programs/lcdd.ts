import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { stopProcess } from "../../contracts/source-process.ts";
import { freePort } from "../../support/postgres.ts";

/** The models that LCDd's driver CFontzPacket knows. */
export const lcddModels = [533, 631, 633, 635] as const;
export type LcddModel = (typeof lcddModels)[number];

/** Debian's LCDd, unmodified, on a port, with one client. */
export type Lcdd = {
  /** Sends commands of LCDproc's protocol, a line each. */
  say(...lines: readonly string[]): void;
  /** The keys that the client was told of, in order. */
  readonly keys: readonly string[];
  /** What LCDd itself complained about. */
  readonly complaints: readonly string[];
  stop(): Promise<void>;
};

const startMillisecondsMax = 20_000;
const keyNames = ["Up", "Down", "Left", "Right", "Enter", "Escape"];

/** Starts LCDd for a display at `device`. Rejects with what it printed when it does not start. */
export async function startLcdd(program: string, model: LcddModel, device: string): Promise<Lcdd> {
  const folder = mkdtempSync(join(tmpdir(), "jeton-lcdd-"));
  const port = await freePort();
  const file = join(folder, "LCDd.conf");
  writeFileSync(file, configuration(model, device, port));
  const server = spawn(program, ["-f", "-c", file], { stdio: ["ignore", "pipe", "pipe"] });
  const printed: string[] = [];
  for (const stream of [server.stdout, server.stderr]) {
    createInterface({ input: stream }).on("line", (line) => printed.push(line));
  }
  const stopServer = async (): Promise<void> => {
    await end(server);
    rmSync(folder, { recursive: true, force: true });
  };
  let socket: Socket;
  try {
    socket = await connected(server, port);
  } catch (cause) {
    await stopServer();
    throw new Error(`Cannot start LCDd: it printed\n${printed.join("\n")}`, { cause });
  }
  const keys: string[] = [];
  const complaints: string[] = [];
  createInterface({ input: socket }).on("line", (line) => {
    const key = /^key (\S+)/.exec(line)?.[1];
    if (key !== undefined) keys.push(key);
    if (line.startsWith("huh?")) complaints.push(line);
  });
  socket.on("error", () => {});
  const say = (...lines: readonly string[]): void => {
    socket.write(lines.map((line) => `${line}\n`).join(""));
  };
  say("hello", `client_add_key -exclusively ${keyNames.join(" ")}`);
  return {
    say,
    keys,
    complaints,
    async stop() {
      socket.destroy();
      await stopServer();
    },
  };
}

// The heartbeat and the server's own screen would draw beside what a test draws.
function configuration(model: LcddModel, device: string, port: number): string {
  return `[server]
DriverPath=/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/lcdproc/
Driver=CFontzPacket
Bind=127.0.0.1
Port=${port}
ReportLevel=2
ReportToSyslog=no
Foreground=yes
ServerScreen=no
Heartbeat=off
TitleSpeed=0
WaitTime=2
[menu]
MenuKey=Menu
[CFontzPacket]
Model=${model}
Device=${device}
Contrast=${model > 633 || model === 631 ? 470 : 320}
USB=no
`;
}

async function connected(server: ChildProcess, port: number): Promise<Socket> {
  const ends = performance.now() + startMillisecondsMax;
  while (performance.now() < ends && server.exitCode === null) {
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
      return socket;
    } catch {
      await sleep(50);
    }
  }
  throw new Error(`no server on port ${port}, exit status ${server.exitCode}`);
}

/** Ends a program as an administrator would, and by force after 5 s. */
export async function end(program: ChildProcess): Promise<void> {
  const timer = setTimeout(() => program.kill("SIGKILL"), 5000);
  await stopProcess(program, "SIGTERM");
  clearTimeout(timer);
}
