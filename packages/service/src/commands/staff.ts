import { FailedError, quoted, table, UsageError } from "@jeton/cli";
import { holderIdentifier } from "@jeton/core";
import { nodePorts, type Ports } from "@jeton/validator/parts";
import { type Command, Option } from "commander";
import { keepReason, reasonLengthMax } from "../desk/act-notes.ts";
import type { SchoolScope } from "../scope/index.ts";
import { staffName } from "../staff/account.ts";
import { changeScope } from "../staff/change-scope.ts";
import {
  actOnStaff,
  addStaff,
  listStaff,
  type NewStaff,
  type StaffAct,
} from "../staff/manage-staff.ts";
import { newFirstPassword } from "../staff/password.ts";
import { type StaffRole, staffRoles } from "../staff/rights.ts";
import { staffSerial } from "../staff/staff-key.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";
import { aboutSchools, schoolOption, scopeOf } from "./school-option.ts";

/** Defines `jeton staff …`: who may use the help desk. */
export function defineStaff(staff: Command): void {
  addAdd(staff);
  addList(staff);
  addAct(staff, "disable", "refuse the account, and end its sessions at once");
  addAct(staff, "enable", "take a disabled or locked account back");
  addReset(staff);
  addScope(staff);
}

type AddOptions = InstallationFlags & {
  readonly role: StaffRole;
  readonly key?: string;
  readonly school: SchoolScope;
};

function addAdd(staff: Command): void {
  const add = staff
    .command("add")
    .description("make an account; shows its first password once")
    .argument("<name>", "2 to 32 of a-z 0-9 . _ -, a letter first")
    .addOption(
      new Option("--role <role>", "what the account may do")
        .choices(staffRoles)
        .makeOptionMandatory(),
    )
    .option("--key <identifier>", "log in by the PASSCODE of this holder's key, without a password")
    .addOption(schoolOption("see and act on people of this school or service alone"));
  addInstallationOptions(add).addHelpText(
    "after",
    `
The first password is made here and shown once. Within 72 hours its owner logs in with it, chooses
another one and scans the secret of the second factor. Give it in person or by telephone, never by mail.
${aboutSchools}`,
  );
  add.action(async (given: string, options: AddOptions) => {
    const name = wantedName(given);
    const who = options.key === undefined ? byPassword() : byKey(options.key);
    const added = await withInstallation({ ...options, mayCreate: true }, (ports) =>
      addStaff(
        ports,
        { name, role: options.role, scope: scopeOf(options.school), ...who },
        terminalActor(),
      ),
    );
    if (!added) throw new FailedError(`Cannot add ${quoted(name)}: the account is there already`);
    if (who.password === null) {
      console.log(
        `Account ${name} (${options.role}) logs in at /desk with the PASSCODE of its key.`,
      );
      return;
    }
    console.log(
      `Account ${name} (${options.role}) waits for its second factor: log in at /desk within 72 hours.`,
    );
    tellPassword(who.password);
  });
}

function addList(staff: Command): void {
  const list = staff.command("list").description("list the accounts");
  addInstallationOptions(list)
    .option("--json", "print an array of { name, role, scope, factor, status }")
    .action((options: InstallationFlags & { readonly json?: true }) =>
      withInstallation(options, async (ports) => {
        const found = (await listStaff(ports)).map(({ name, role, scope, factor, status }) => ({
          ...{ name, role, scope, status },
          factor: factor.kind === "key" ? `key of ${factor.holder}` : "application",
        }));
        const rows = found.map(({ name, role, scope, factor, status }) => [
          ...[name, role, scope?.join(" ") ?? "everybody", factor, status],
        ]);
        process.stdout.write(
          options.json
            ? `${JSON.stringify(found)}\n`
            : table(["NAME", "ROLE", "SCHOOLS", "SECOND FACTOR", "STATUS"], rows),
        );
      }),
    );
}

function addAct(staff: Command, kind: "disable" | "enable", description: string): void {
  const command = staff.command(kind).description(description).argument("<name>");
  addInstallationOptions(command).action((name: string, options: InstallationFlags) =>
    act(wantedName(name), { kind }, options),
  );
}

function addReset(staff: Command): void {
  const command = staff
    .command("reset")
    .description("give a new first password and ask for a new second factor; ends all sessions")
    .argument("<name>");
  addInstallationOptions(command).action(async (given: string, options: InstallationFlags) => {
    const name = wantedName(given);
    const { password } = byPassword();
    await act(name, { kind: "reset", password }, options);
    tellPassword(password);
  });
}

type ScopeFlags = InstallationFlags & { readonly school: SchoolScope; readonly everybody?: true };

function addScope(staff: Command): void {
  const command = staff
    .command("scope")
    .description("change whose keys and requests an account sees; ends its sessions")
    .argument("<name>")
    .addOption(schoolOption("people of this school or service alone"))
    .option("--everybody", "everybody, as an account without a scope does");
  addInstallationOptions(command).addHelpText("after", aboutSchools);
  command.action(async (given: string, options: ScopeFlags) => {
    const name = wantedName(given);
    const scope = scopeOf(options.school);
    if ((scope === null) !== (options.everybody === true)) {
      throw new UsageError("Cannot change a scope: wanted either --school CODE or --everybody");
    }
    const isDone = await withInstallation(options, (ports) => noted(ports, name, scope));
    if (!isDone) throw new FailedError(`Cannot scope ${quoted(name)}: there is no such account`);
    const whom = scope === null ? "everybody" : `people of ${scope.join(", ")}`;
    console.log(`Account ${name}: sees ${whom}, its sessions are over.`);
  });
}

/** The event says that the scope was changed, the reason beside it to which one. */
async function noted(ports: Ports, name: string, scope: SchoolScope | null): Promise<boolean> {
  const actor = terminalActor();
  if (!(await changeScope(ports, name, scope, actor))) return false;
  const which = (scope?.join(", ") ?? "everybody").slice(0, reasonLengthMax);
  await keepReason(ports, staffSerial(name), actor, which);
  return true;
}

async function act(name: string, wanted: StaffAct, options: InstallationFlags): Promise<void> {
  const answer = await withInstallation(options, (ports) =>
    actOnStaff(ports, name, wanted, terminalActor()),
  );
  switch (answer) {
    case "done":
      console.log(`Account ${name}: ${words[wanted.kind]}.`);
      return;
    case "unknown":
      throw new FailedError(`Cannot ${wanted.kind} ${quoted(name)}: there is no such account`);
    case "impossible":
      throw new FailedError(`Cannot ${wanted.kind} ${quoted(name)}: ${hindrances[wanted.kind]}`);
    default:
      answer satisfies never;
  }
}

const words = {
  disable: "disabled, its sessions are over",
  enable: "enabled",
  reset: "waits for its second factor, log in at /desk within 72 hours",
} as const;
const hindrances = {
  disable: "it is disabled already",
  enable: "it is neither disabled nor locked",
  reset: "it logs in by a key, disable it or see to the key",
} as const;

function wantedName(text: string): string {
  const name = staffName(text);
  if (name !== null) return name;
  throw new UsageError(
    `Cannot use ${quoted(text)} as a name: wanted 2 to 32 of a-z 0-9 . _ -, a letter first`,
  );
}

type ByPassword = { readonly factor: { readonly kind: "totp" }; readonly password: string };

function byPassword(): ByPassword {
  return { factor: { kind: "totp" }, password: newFirstPassword(nodePorts.random) };
}

/** Shows a first password, which is kept nowhere. */
function tellPassword(password: string): void {
  console.log(`First password: ${password}`);
}

function byKey(text: string): Pick<Extract<NewStaff, { password: null }>, "factor" | "password"> {
  const holder = holderIdentifier(text);
  if (holder !== null) return { factor: { kind: "key", holder }, password: null };
  throw new UsageError(
    `Cannot use ${quoted(text)} as an identifier: wanted 1 to 128 characters, no blanks`,
  );
}
