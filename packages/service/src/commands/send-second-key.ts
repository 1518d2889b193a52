import { FailedError, quoted } from "@jeton/cli";
import type { Command } from "commander";
import { type ActFlags, actAtTerminal, addActOptions, outcomeOfAnotherAct } from "./key-acts.ts";

type Flags = ActFlags & { readonly untilHandOver?: true };

/** Defines `jeton keys send-second-key SERIAL NEW`. */
export function defineSendSecondKey(command: Command): void {
  command
    .argument("<serial>", "the key that they have, in service")
    .argument("<new>", "the key that they get besides, in stock")
    .option("--until-hand-over", "the new key cannot be used before jeton keys hand-over");
  addActOptions(command).action(async (serial: string, by: string, options: Flags) => {
    const untilHandOver = options.untilHandOver === true;
    const kind = "send-second-key";
    const answer = await actAtTerminal(serial, { kind, by, untilHandOver }, options);
    if (options.json) {
      const { kind: result } = answer;
      const more = answer.kind === "impossible" ? { state: answer.state, key: answer.serial } : {};
      console.log(JSON.stringify({ serial, act: kind, by, result, ...more }));
      if (result !== "done") process.exitCode = 1;
      return;
    }
    const what = `Cannot send key ${quoted(by)} beside ${quoted(serial)}`;
    switch (answer.kind) {
      case "done":
        console.log(
          `Key ${by} is on its way to ${answer.holder}. It replaces ${serial} once it is in service.`,
        );
        return;
      case "unknown-key":
        throw new FailedError(`${what}: there is no key ${quoted(answer.serial)}`);
      case "impossible":
        throw new FailedError(
          `${what}: not possible while ${quoted(answer.serial)} is ${answer.state}`,
        );
      case "holder-taken":
        throw new FailedError(
          `${what}: a key is on its way to its holder already, see jeton holders show`,
        );
      case "half-done":
      case "not-found":
      case "used":
      case "spent":
        throw outcomeOfAnotherAct(kind, answer);
      default:
        answer satisfies never;
    }
  });
}
