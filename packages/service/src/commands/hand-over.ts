import { orWrongUse, wholeNumber } from "@jeton/cli";
import { type Command, Option } from "commander";
import { type ActFlags, actAtTerminal, addActOptions, printAct } from "./key-acts.ts";

type Flags = ActFlags & { readonly days?: number; readonly activationCode?: true };

/** Defines `jeton keys hand-over SERIAL`. */
export function defineHandOver(command: Command): void {
  command
    .argument("<serial>")
    .addOption(
      new Option(
        "--days <number>",
        "days within which it must be used first (default: no end)",
      ).argParser(wholeNumber("--days")),
    )
    .option("--activation-code", "make a code that the holder gives in front of the first digits");
  addActOptions(command)
    .addHelpText(
      "after",
      "\nAn activation code is printed once; let it reach the holder by another way than the key.",
    )
    .action(async (serial: string, options: Flags) => {
      const terms = { days: options.days ?? null, activationCode: options.activationCode === true };
      const act = { kind: "hand-over", ...terms } as const;
      const answer = await actAtTerminal(serial, act, options).catch((error: unknown) =>
        orWrongUse(() => {
          throw error;
        }),
      );
      if (answer.kind !== "done") {
        printAct({ serial, act: "hand-over" }, answer, options.json === true);
        return;
      }
      const { activationCode, firstUseUntil } = answer;
      if (options.json) {
        console.log(
          JSON.stringify({
            serial,
            act: "hand-over",
            result: "done",
            activationCode,
            firstUseUntil,
          }),
        );
        return;
      }
      console.log(`Key ${serial}: hand-over done.`);
      if (firstUseUntil !== null)
        console.log(`First use until: ${new Date(firstUseUntil).toISOString()}`);
      if (activationCode !== null) console.log(`Activation code: ${activationCode}`);
    });
}
