import type { PortInfo } from "@jeton/board";
import { table } from "@jeton/cli";
import type { Command } from "commander";

type ListOptions = { readonly ask?: true; readonly json?: true };

type Listed = PortInfo & {
  /** What is known of such an adapter. */
  readonly likely: string | null;
  /** What answered, when it was asked. */
  readonly board: string | null;
};

/** Defines `jeton-bench list`: the serial ports, and what may be behind them. */
export function defineList(command: Command): void {
  command
    .option("--ask", "open each port and ask what is there (an Uno restarts when it is opened)")
    .option("--json", "print an array instead of a table")
    .action(async (options: ListOptions) => {
      const { listSerialPorts } = await import("@jeton/board");
      const ports = await listSerialPorts();
      const listed: Listed[] = [];
      for (const port of ports) {
        const board = options.ask === true ? await asked(port.path) : null;
        listed.push({ ...port, likely: likelyBoard(port), board });
      }
      process.stdout.write(options.json === true ? `${JSON.stringify(listed)}\n` : words(listed));
    });
}

const nothing = `No serial port was found. Plug a board in and try again (inside a container it must be handed in).
Without a board: "jeton-bench emulate --link /tmp/board" makes one, and plans may have emulated boards.
`;

function words(listed: readonly Listed[]): string {
  if (listed.length === 0) return nothing;
  const rows = listed.map(({ path, usb, maker, likely, board }) => [
    path,
    usb === null ? "" : `usb:${usb.vendorId}:${usb.productId}`,
    maker ?? "",
    board ?? likely ?? "",
  ]);
  return table(["PORT", "USB ID", "MAKER", "BOARD"], rows);
}

/** Adapters that boards come with; an id says who made the adapter, not what hangs on it. */
const likelyByUsb: { readonly [id: string]: string } = {
  "223b": "a Crystalfontz display (--model cfa533, cfa631, cfa633 or cfa635)",
  "2341": "an Arduino (--model jeton, when our firmware is on it)",
  "2a03": "an Arduino (--model jeton, when our firmware is on it)",
  "1a86": "a CH340, as on copies of the Uno (--model jeton)",
  "0403": "an FTDI adapter, as on Crystalfontz displays and Nanos",
  "10c4": "a CP210x adapter",
};

function likelyBoard({ usb }: PortInfo): string | null {
  return usb === null ? null : (likelyByUsb[usb.vendorId] ?? null);
}

async function asked(port: string): Promise<string> {
  const { BoardError } = await import("@jeton/board");
  const { withPluggedStation } = await import("../station/plugged-station.ts");
  const plan = { kind: "plugged", name: port, port, model: null, baud: null } as const;
  try {
    return await withPluggedStation(plan, async ({ board }) => board.version.trim());
  } catch (error) {
    if (error instanceof BoardError) return error.message;
    throw error;
  }
}
