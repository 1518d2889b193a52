import { readFileSync } from "node:fs";
import { boardBuilds, parseIntelHex } from "@jeton/board-emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownCommands } from "../../support/asked-board.ts";
import { avrGcc, describeWith } from "../../support/needs.ts";
import { askedBuild } from "./asked-build.ts";
import { sayEverything } from "./every-command.ts";
import { type MadePrograms, makeFirmware } from "./make-firmware.ts";

// Of another name alone is no other program.
const builds = boardBuilds.filter(({ firmware }) => !firmware.endsWith("cfa633"));
const names = builds.map(({ firmware }) => `trapping-${firmware}.hex`);

// Goal: nothing that the board does is left open by C, where an int has 16 bits: the host's sanitizers know
// only their own int. Method: the same sources with traps in the place of undefined behaviour; everything is
// said to them, and a trap would be a missing answer, then a restart by the watchdog.
describeWith(avrGcc, "a build that stops at undefined behaviour", () => {
  let made: MadePrograms;
  beforeAll(async () => {
    made = await makeFirmware(names);
  }, 260_000);
  afterAll(() => made?.remove());

  test.each(builds)("answers everything: $firmware", (build) => {
    const flash = parseIntelHex(
      readFileSync(made.path(`trapping-${build.firmware}.hex`), "latin1"),
    );
    const asked = askedBuild(build, flash);
    sayEverything(asked);
    const { data } = asked.ask(ownCommands.status);
    const restarts = (data[14] ?? 0) + 256 * (data[15] ?? 0);
    expect({ cause: data[1], restarts }).toEqual({ cause: 1, restarts: 0 });
  });
});
