import { orWrongUse, wholeNumberWithin } from "@jeton/cli";
import {
  momentAfter,
  type ReturningKey,
  returningKeys,
  spareCodeWords,
  temporaryCodeUsesMax,
} from "@jeton/core";
import {
  actOnStoredKey,
  temporaryCodeDefaults,
  temporaryCodeHoursMax,
} from "@jeton/validator/parts";
import { type Command, Option } from "commander";
import { terminalActor, withInstallation } from "./installation.ts";
import { type ActFlags, addActOptions, printAct } from "./key-acts.ts";

type Flags = ActFlags & {
  readonly hours: number;
  readonly uses: number;
  readonly startsIn: number;
  readonly returningKey: ReturningKey;
};

const kind = "issue-temporary-code";
const hourMilliseconds = 60 * 60 * 1000;

/** Defines `jeton keys issue-temporary-code SERIAL`. */
export function defineIssueTemporaryCode(command: Command): void {
  const { hours, uses, returningKey } = temporaryCodeDefaults;
  const within = (name: string, min: number, max: number) => wholeNumberWithin(name, min, max);
  command
    .argument("<serial>")
    .addOption(
      new Option("--hours <number>", `hours for which it passes, 1 to ${temporaryCodeHoursMax}`)
        .default(hours)
        .argParser(within("--hours", 1, temporaryCodeHoursMax)),
    )
    .addOption(
      new Option("--uses <number>", `how often it passes, 1 to ${temporaryCodeUsesMax}`)
        .default(uses)
        .argParser(within("--uses", 1, temporaryCodeUsesMax)),
    )
    .addOption(
      new Option("--starts-in <hours>", "hours until it begins")
        .default(0)
        .argParser(within("--starts-in", 0, temporaryCodeHoursMax)),
    )
    .addOption(
      new Option("--returning-key <rule>", "what becomes of the key's own codes meanwhile")
        .choices(returningKeys)
        .default(returningKey),
    );
  addActOptions(command)
    .addHelpText("after", help)
    .action((serial: string, options: Flags) => issue(serial, options));
}

const help = `
The code is printed once. Its holder gives the PIN directly followed by it, in place of the digits.

  ends-code   the key's codes are accepted; the first log-in by one ends the temporary code
  after-end   the key's codes are refused until the temporary code has ended
  refused     the key's codes are refused until "jeton keys end-temporary-code": it is lost or stolen`;

async function issue(serial: string, options: Flags): Promise<void> {
  const { hours, uses, startsIn, returningKey, json } = options;
  const outcome = await withInstallation(options, (ports) => {
    const startsAt =
      startsIn === 0 ? null : momentAfter(ports.clock(), startsIn * hourMilliseconds);
    const act = { kind, startsAt, hours, uses, returningKey } as const;
    return actOnStoredKey(ports, serial, act, terminalActor());
  }).catch((error: unknown) =>
    orWrongUse(() => {
      throw error;
    }),
  );
  if (outcome.kind !== "done" || outcome.temporaryCode === null) {
    printAct({ serial, act: kind }, outcome, json === true);
    return;
  }
  const { code, startsAt, endsAt } = outcome.temporaryCode;
  if (json) {
    console.log(JSON.stringify({ serial, act: kind, result: "done", code, startsAt, endsAt }));
    return;
  }
  console.log(`Key ${serial}: ${kind} done.`);
  console.log(`Temporary code: ${spareCodeWords(code)}`);
  console.log(`From: ${new Date(startsAt).toISOString()}`);
  console.log(`Until: ${new Date(endsAt).toISOString()}`);
}
