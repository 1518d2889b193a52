import { FailedError, quoted } from "@jeton/cli";
import { replaceKey } from "@jeton/validator/parts";
import type { Command } from "commander";
import { terminalActor, withInstallation } from "./installation.ts";
import { type ActFlags, addActOptions } from "./key-acts.ts";

type Flags = ActFlags & { readonly retire?: true; readonly untilHandOver?: true };

/** Defines `jeton keys replace SERIAL NEW`. */
export function defineReplace(command: Command): void {
  command
    .argument("<serial>", "the key that he has")
    .argument("<new>", "the key that he gets, in stock")
    .option("--retire", "the old key is never to be used again (default: it is lost)")
    .option("--until-hand-over", "the new key cannot be used before jeton keys hand-over");
  addActOptions(command).action(async (serial: string, by: string, options: Flags) => {
    const old = options.retire ? "retire" : "lose";
    const wanted = { serial, by, old, untilHandOver: options.untilHandOver === true } as const;
    const answer = await withInstallation(options, (ports) =>
      replaceKey(ports, wanted, terminalActor()),
    );
    if (options.json) {
      console.log(JSON.stringify({ act: "replace", by, ...answer, serial, result: answer.kind }));
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
      default:
        return answer satisfies never;
    }
  });
}
