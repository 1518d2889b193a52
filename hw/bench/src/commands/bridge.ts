import { randomBytes } from "node:crypto";
import { bauds, boardLine } from "@jeton/board";
import { builtFirmware, liveTransport, startWorkerBoard } from "@jeton/board-emulator";
import {
  FailedError,
  onQuitSignal,
  outliveReader,
  portNumber,
  quoted,
  UsageError,
} from "@jeton/cli";
import { type Command, Option } from "commander";
import { type BridgeOptions, startBoardBridge } from "../bridge/board-bridge.ts";
import { portOption } from "./board-options.ts";

type CommandOptions = {
  readonly port?: string;
  readonly baud?: "19200" | "115200";
  readonly host: string;
  readonly listen: number;
  readonly origin: readonly string[];
  readonly token?: string;
};

/** Defines `jeton-bench bridge`: lets pages and programs on other machines drive a board of this one. */
export function defineBridge(command: Command): void {
  command
    .addOption(portOption())
    .addOption(
      new Option("--baud <rate>", "the rate to begin with (default: each in turn)").choices([
        "19200",
        "115200",
      ]),
    )
    .option(
      "--host <address>",
      "address to listen on; other than this machine's own makes a token",
      "127.0.0.1",
    )
    .addOption(
      new Option("--listen <number>", "TCP port to listen on, 0 for any free one")
        .default(8377)
        .argParser(portNumber("--listen")),
    )
    .addOption(
      new Option(
        "--origin <origin>",
        'a page that may drive the board, such as http://127.0.0.1:8090; "null" for pages opened from a disk, which makes a token; may be given several times',
      )
        .default([] as readonly string[], "none")
        .argParser((text, before: readonly string[]) => [...before, originNamed(text)]),
    )
    .addOption(
      new Option(
        "--token <text>",
        "demand this token (default: a new one where one is needed)",
      ).argParser(tokenNamed),
    )
    .addHelpText(
      "after",
      `
Give the address that it prints to a page ("Connect to the bridge") or a program. Programs send no
origin and need none named. One of them has the board at a time.

Examples:
  $ jeton-bench bridge --origin http://127.0.0.1:8090
  $ jeton-bench bridge --port auto --host 0.0.0.0 --origin http://lab-pc:8090`,
    )
    .action(bridge);
}

async function bridge(options: CommandOptions): Promise<void> {
  const { port, host, listen, origin, token } = options;
  // Any page of the web can make itself a frame whose origin is "null".
  const isOpen = isLoopback(host) && !origin.includes("null");
  const say = (words: string): void => void process.stdout.write(`${words}\n`);
  const line = port === undefined ? await emulatedLine() : pluggedLine(port, options.baud);
  const parts: BridgeOptions = {
    ...{ connect: line.connect, host, port: listen, origins: origin, say },
    token: token ?? (isOpen ? null : randomBytes(16).toString("base64url")),
  };
  try {
    const bridge = await startBoardBridge(parts).catch((error: unknown) => {
      throw new FailedError(listenWords(error, host, listen), { cause: error });
    });
    outliveReader();
    say(`Bridge: ${bridge.url}`);
    if (origin.length === 0) say("Pages: none, since no --origin names one");
    await new Promise<void>((resolve) => onQuitSignal(resolve));
    await bridge.close();
  } finally {
    await line.end();
  }
}

type Line = { readonly connect: BridgeOptions["connect"]; readonly end: () => Promise<void> };

async function emulatedLine(): Promise<Line> {
  const board = await startWorkerBoard({ flash: builtFirmware("board-hd44780") });
  return { connect: async () => liveTransport(board), end: () => board.stop() };
}

function pluggedLine(port: string, baud: CommandOptions["baud"]): Line {
  const speed = bauds.find((each) => String(each) === baud) ?? null;
  return { connect: boardLine(port, speed), end: async () => {} };
}

function originNamed(text: string): string {
  if (text === "null") return text;
  if (URL.canParse(text) && new URL(text).origin !== "null") return new URL(text).origin;
  throw new UsageError(
    `Cannot read --origin: found ${quoted(text)}, wanted an address such as http://127.0.0.1:8090, or null`,
  );
}

/** A token travels as a subprotocol of a WebSocket, which takes few characters (RFC 6455 §4.1). */
function tokenNamed(text: string): string {
  if (/^[\w.~-]{1,200}$/.test(text)) return text;
  // What is found is not said: it is a secret.
  throw new UsageError(
    "Cannot read --token: wanted 1 to 200 letters, digits, dots, dashes, underscores or tildes",
  );
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|::1|127(?:\.\d{1,3}){3})$/.test(host);
}

function listenWords(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const cures: Readonly<Record<string, string>> = {
    EADDRINUSE: "the port is taken, give another one with --listen or stop what uses it",
    EACCES: "not allowed, ports below 1024 need rights; give another one with --listen",
    ENOTFOUND: "no such host, give an address of this machine with --host",
    EADDRNOTAVAIL: "no such address on this machine, give another one with --host",
  };
  const cure = cures[code] ?? (error instanceof Error ? error.message : String(error));
  return `Cannot listen on ${host}:${port}: ${cure}`;
}
