import { FailedError, quoted } from "@jeton/cli";
import type { ActOutcome } from "@jeton/validator/parts";
import type { Command } from "commander";
import { type ActFlags, actAtTerminal, addActOptions, outcomeOfAnotherAct } from "./key-acts.ts";

type Flags = ActFlags & { readonly retire?: true; readonly untilHandOver?: true };

/** Defines `jeton keys replace SERIAL NEW`. */
export function defineReplace(command: Command): void {
  command
    .argument("<serial>", "the key that they have")
    .argument("<new>", "the key that they get, in stock")
    .option("--retire", "retire the old key for good (default: report it lost)")
    .option("--until-hand-over", "the new key cannot be used before jeton keys hand-over");
  addActOptions(command).action(async (serial: string, by: string, options: Flags) => {
    const old = options.retire ? "retire" : "lose";
    const untilHandOver = options.untilHandOver === true;
    const act = { kind: "replace", by, old, untilHandOver } as const;
    const answer = await actAtTerminal(serial, act, options);
    if (options.json) {
      console.log(
        JSON.stringify({ act: "replace", by, ...jsonOf(answer), serial, result: answer.kind }),
      );
      if (answer.kind !== "done") process.exitCode = 1;
      return;
    }
    switch (answer.kind) {
      case "done":
        console.log(`Key ${by} replaces ${serial} for ${answer.holder}.`);
        return;
      case "unknown-key":
        throw new FailedError(
          `Cannot replace key ${quoted(serial)}: there is no key ${quoted(answer.serial)}`,
        );
      case "impossible":
        throw new FailedError(
          `Cannot replace key ${quoted(serial)}: not possible while ${quoted(answer.serial)} is ${answer.state}`,
        );
      case "half-done":
        throw new FailedError(
          `Cannot assign key ${quoted(by)}: it was taken meanwhile; ${quoted(serial)} is out of use, assign another one to ${answer.holder}`,
        );
      case "holder-taken":
      case "not-found":
      case "used":
      case "spent":
        throw outcomeOfAnotherAct(act.kind, answer);
      default:
        answer satisfies never;
    }
  });
}

/** Returns what `--json` tells besides the result. */
function jsonOf(answer: ActOutcome): object {
  return answer.kind === "done" ? { kind: answer.kind, holder: answer.holder } : answer;
}
