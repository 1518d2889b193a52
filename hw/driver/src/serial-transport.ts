import { accessSync, existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { SerialPort } from "serialport";
import { BoardError } from "./board-error.ts";
import { lineListeners } from "./line-listeners.ts";
import type { PortInfo } from "./port-choice.ts";
import { type PortProblem, portProblemWords } from "./port-problem.ts";
import type { Transport, TransportClosed } from "./transport.ts";

/** So often the device is looked for: when it is gone, the plug is out. */
const lookMilliseconds = 200;

/**
 * Returns the line at a serial port: "/dev/ttyUSB0", "COM3", or a pty. Opening it resets some boards
 * (an Uno by DTR): give them time to start. Each of these is met here, since the library does not:
 * when the far end of a pty vanishes, nothing is told and the library spins until a write fails,
 * then tells twice; so the device itself is watched, and the end is told once.
 */
export function serialTransport(path: string, given: { readonly baud: number }): Transport {
  const listeners = lineListeners();
  let port: SerialPort | null = null;
  let watch: NodeJS.Timeout | undefined;
  let closing: Promise<void> | null = null;

  function end(reason: TransportClosed): void {
    if (closing !== null || port === null) return;
    const ended = port;
    port = null;
    clearInterval(watch);
    closing = new Promise((resolve) => {
      if (!ended.isOpen) resolve();
      else ended.close(() => resolve());
    });
    listeners.tellClosed(reason);
  }

  function closedError(): BoardError {
    return new BoardError(
      "PORT_CLOSED",
      `Cannot use ${path}: found it closed, wanted an open port`,
    );
  }

  return {
    name: path,
    async open() {
      // A link is followed now: it may lead elsewhere after an unplug. On Windows a port is no file.
      const device = existsSync(path) ? realpathSync(path) : null;
      const opened = await openPort(path, given.baud);
      port = opened;
      closing = null;
      if (device !== null) {
        watch = setInterval(() => {
          if (!existsSync(device)) end({ kind: "unplugged" });
        }, lookMilliseconds);
        watch.unref();
      }
      opened.on("data", (bytes: Buffer) => listeners.tellData(new Uint8Array(bytes)));
      opened.on("close", () => end({ kind: "unplugged" }));
      opened.on("error", (error: Error) => end(reasonOf(error)));
    },
    async close() {
      end({ kind: "closed" });
      await closing;
    },
    write(bytes) {
      const open = port;
      if (open === null) return Promise.reject(closedError());
      return new Promise((resolve, reject) => {
        const stop = listeners.onClosed(() => reject(closedError()));
        open.write(Buffer.from(bytes), (error) => {
          stop();
          if (error === null || error === undefined) return resolve();
          end(reasonOf(error));
          reject(closedError());
        });
      });
    },
    setBaudRate(baud) {
      const open = port;
      if (open === null) return Promise.reject(closedError());
      return new Promise((resolve, reject) => {
        open.update({ baudRate: baud }, (error) => {
          if (error === null || error === undefined) resolve();
          else if (port !== open) reject(closedError());
          else reject(unusable(path, `it cannot run at ${baud} baud`, error));
        });
      });
    },
    onData: listeners.onData,
    onClosed: listeners.onClosed,
  };
}

/**
 * Returns the serial ports of this machine; ptys are none of them. Without `udevadm`, which the
 * library needs on Linux and fails without, the names alone are found. Rejects with BoardError
 * PORT_UNUSABLE when the system does not tell.
 */
export async function listSerialPorts(): Promise<readonly PortInfo[]> {
  if (process.platform === "linux" && !hasProgram("udevadm")) {
    return readdirSync("/dev")
      .filter((name) => /^tty(USB|ACM)\d+$/.test(name))
      .map((name) => ({ path: join("/dev", name), usb: null, maker: null }));
  }
  const found = await SerialPort.list().catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BoardError(
      "PORT_UNUSABLE",
      `Cannot list the serial ports: ${reason}; name the port by its path`,
      cause,
    );
  });
  return found
    .filter(({ path, vendorId }) => vendorId !== undefined || !/\/ttyS\d+$/.test(path))
    .map(({ path, vendorId, productId, serialNumber, manufacturer }) => ({
      path,
      usb:
        vendorId === undefined || productId === undefined
          ? null
          : {
              vendorId: vendorId.toLowerCase(),
              productId: productId.toLowerCase(),
              serialNumber: serialNumber ?? null,
            },
      maker: manufacturer ?? null,
    }));
}

function openPort(path: string, baud: number): Promise<SerialPort> {
  return new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate: baud, autoOpen: false, hupcl: false });
    port.open((error) => {
      if (error === null || error === undefined) return resolve(port);
      reject(
        new BoardError("PORT_UNUSABLE", portProblemWords(path, problemOf(path, error)), error),
      );
    });
  });
}

/** The library gives texts, no codes: what the system itself says of the path goes first. */
function problemOf(path: string, error: Error): PortProblem {
  if (process.platform === "win32") return { kind: "other", message: error.message };
  if (!existsSync(path)) return { kind: "missing" };
  try {
    accessSync(path, 6);
  } catch {
    return { kind: "forbidden", group: groupOf(path) };
  }
  const isPort = statSync(path).isCharacterDevice() && !/inappropriate ioctl/i.test(error.message);
  if (!isPort) return { kind: "no-port" };
  if (/lock|busy|resource temporarily/i.test(error.message)) return { kind: "busy" };
  return { kind: "other", message: error.message };
}

/** The name of the group that owns the port; its number where /etc/group does not know it. */
function groupOf(path: string): string {
  const { gid } = statSync(path);
  try {
    const line = readFileSync("/etc/group", "utf8")
      .split("\n")
      .find((each) => each.split(":")[2] === String(gid));
    return line?.split(":")[0] ?? String(gid);
  } catch {
    return String(gid);
  }
}

function reasonOf(error: Error & { disconnected?: boolean }): TransportClosed {
  const isGone =
    error.disconnected === true || /EIO|ENXIO|ENODEV|bad file|not open/i.test(error.message);
  return isGone ? { kind: "unplugged" } : { kind: "failed", message: error.message };
}

function unusable(path: string, found: string, cause: unknown): BoardError {
  return new BoardError("PORT_UNUSABLE", `Cannot use ${path}: ${found}`, cause);
}

function hasProgram(name: string): boolean {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/sbin", "/usr/sbin"];
  return folders.some((folder) => existsSync(join(folder, name)));
}
