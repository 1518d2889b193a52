import { table, UsageError } from "@jeton/cli";
import type { Command } from "commander";
import { liveView } from "../live/live-table.ts";
import { addPortOptions, type BoardOptions, boardFrom } from "./board-options.ts";
import {
  addReportOptions,
  type ReportOptions,
  requireReports,
  untilInterrupted,
  writeReports,
} from "./report-options.ts";

type SelfTestCommandOptions = BoardOptions & ReportOptions & { readonly keys?: true };

const emulatedMilliseconds = 20 * 60_000;
const pluggedMilliseconds = 2 * 60_000;

/** Defines `jeton-bench selftest`: what the bench can show of itself and of a board. */
export function defineSelfTest(command: Command): void {
  command.option("--keys", "with --port: ask for each of the board's keys to be pressed");
  addReportOptions(addPortOptions(command))
    .addHelpText(
      "after",
      `
Without --port three emulated boards are used, whose oscillators are known to be right, +200 ppm and
-2021 ppm. A board on a port is a key for two minutes. Status 1: a check failed.

Examples:
  $ jeton-bench selftest
  $ jeton-bench selftest --port /dev/ttyACM0 --keys`,
    )
    .action(async (options: SelfTestCommandOptions) => {
      requirePortFor(options);
      requireReports(options);
      const { selfTest, selfTestBoards } = await import("../selftest/self-test.ts");
      const named = boardFrom(options);
      const board = options.port === undefined ? null : named;
      const view = liveView(selfTestBoards(board));
      const { checks, result } = await untilInterrupted([named], (interrupt) =>
        selfTest({
          ...{ board, interrupt, tell: view.tell, withKeys: options.keys === true },
          ownKeyMilliseconds: board === null ? emulatedMilliseconds : pluggedMilliseconds,
        }),
      );
      view.end();
      await writeReports(result, options);
      const failed = checks.filter(({ passed }) => !passed).length;
      const rows = checks.map(({ name, passed, found }) => [passed ? "ok" : "FAILED", name, found]);
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify(checks)}\n`
          : `${table(["", "CHECK", "FOUND"], rows)}${checks.length - failed} ok, ${failed} failed\n`,
      );
      if (failed > 0) process.exitCode = 1;
    });
}

/** The emulated boards are always the same ones: what would be ignored is wrong use. */
function requirePortFor({ port, keys, baud }: SelfTestCommandOptions): void {
  if (port !== undefined) return;
  const given = { "--keys": keys, "--baud": baud };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    throw new UsageError(`Cannot use ${name}: found no --port, wanted the port of a board`);
  }
}
