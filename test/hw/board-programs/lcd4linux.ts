import { spawn } from "node:child_process";
import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { boardModels } from "@jeton/board";
import { end } from "./lcdd.ts";

/** The models that lcd4linux knows and for which there is a board. */
export const lcd4linuxModels = [631, 633, 635] as const;
export type Lcd4linuxModel = (typeof lcd4linuxModels)[number];

/** What it shows: a text in the first row and a bar in the second, read from files. */
export type Shown = { readonly text: string; readonly percent: number };

/** Debian's lcd4linux, unmodified, on a port. */
export type Lcd4linux = {
  show(shown: Shown): void;
  /** The numbers of the key reports that it heard, presses and releases. */
  readonly keys: () => readonly number[];
  /** How many answers it waited for longer than 250 ms. */
  readonly late: () => number;
  /** What else it complained about, but for one-wire devices that it did not find. */
  readonly complaints: () => readonly string[];
  stop(): Promise<void>;
};

/** Starts lcd4linux for a display at `device`, a path that begins with /dev/. */
export function startLcd4linux(
  program: string,
  model: Lcd4linuxModel,
  columns: number,
  device: string,
): Lcd4linux {
  const folder = mkdtempSync(join(tmpdir(), "jeton-lcd4linux-"));
  const port = join(folder, "board");
  symlinkSync(device, port);
  const show = ({ text, percent }: Shown): void => {
    // Renamed, so that it never reads half of a file.
    for (const [name, content] of Object.entries({ text, percent })) {
      writeFileSync(join(folder, `${name}.new`), `${content}\n`);
      renameSync(join(folder, `${name}.new`), join(folder, name));
    }
  };
  show({ text: "starting", percent: 0 });
  const file = join(folder, "lcd4linux.conf");
  writeFileSync(file, configuration(model, columns, port, folder), { mode: 0o600 });
  const options = ["-F", "-q", "-vv", "-o", "/dev/null", "-f", file];
  // Its debugging lines, which name the keys, leave a pipe late; a terminal's line buffer does not hold them.
  const server = spawn("stdbuf", ["-oL", "-eL", program, ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  for (const stream of [server.stdout, server.stderr]) {
    createInterface({ input: stream }).on("line", (line) => printed.push(line));
  }
  return {
    show,
    keys: () =>
      printed.flatMap((line) => {
        const number = /Key Activity: (\d+)$/.exec(line)?.[1];
        return number === undefined ? [] : [Number(number)];
      }),
    late: () => printed.filter((line) => timeout.test(line)).length,
    complaints: () =>
      printed.filter(
        (line) =>
          complaint.test(line) &&
          ![lateness, missingDevice, information].some((other) => other.test(line)),
      ),
    async stop() {
      // stdbuf has become the program itself.
      await end(server);
      removeLock(port);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const complaint = /Crystalfontz: /;
// The board's process had to wait for the processor for longer than the 250 ms that lcd4linux waits for an answer.
const lateness = /timeout waiting for response|unexpected packet type=0x01|detection failed/;
const timeout = /timeout waiting for response/;
// It takes the answer for an acknowledgement and waits for a second one, whatever the display says.
const missingDevice = /1-Wire device #\d+ detection timed out/;
const information =
  /Crystalfontz: (\$Rev|using |display (identifies|type)|shutting down|closing port)/;

function configuration(
  model: Lcd4linuxModel,
  columns: number,
  port: string,
  folder: string,
): string {
  return `Display Board {
    Driver 'Crystalfontz'
    Model '${model}'
    Port '${port}'
    Speed ${boardModels[`cfa${model}`].baud}
    Contrast ${model === 633 ? 16 : 120}
    Backlight 100
}
Widget Text {
    class 'Text'
    expression file::readline('${folder}/text', 1)
    width ${columns}
    align 'L'
    update 200
}
Widget Percent {
    class 'Bar'
    expression file::readline('${folder}/percent', 1)
    min 0
    max 100
    length ${columns}
    direction 'E'
    update 200
}
Layout Both {
    Row1 {
        Col1 'Text'
    }
    Row2 {
        Col1 'Percent'
    }
}
Display 'Board'
Layout 'Both'
`;
}

/** Ended by a signal it leaves the lock of its port behind, named after the port's path. */
function removeLock(port: string): void {
  const name = port.replaceAll("/", "_");
  for (const folder of ["/var/lock", "/run/lock"]) {
    rmSync(join(folder, `LCK..${name}`), { force: true });
    rmSync(join(folder, `LCK..${basename(port)}`), { force: true });
  }
}
