import { FailedError, orWrongUse, quoted, table, UsageError, wholeNumber } from "@jeton/cli";
import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core";
import { type Command, Option } from "commander";
import type { SchoolScope } from "../scope/index.ts";
import {
  type ApiToken,
  addToken,
  isTokenOver,
  listTokens,
  revokeToken,
} from "../tokens/api-tokens.ts";
import { isScope, type Scope, scopes } from "../tokens/scopes.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";
import { schoolOption, scopeOf } from "./school-option.ts";

const day = 24 * 60 * 60 * 1000;

/** Defines `jeton tokens …`: who may use the API, and for what. */
export function defineTokens(tokens: Command): void {
  addAdd(tokens);
  addList(tokens);
  addRevoke(tokens);
}

type AddFlags = InstallationFlags & {
  readonly scope: readonly Scope[];
  readonly school: SchoolScope;
  readonly days?: number;
  readonly json?: true;
};

function addAdd(tokens: Command): void {
  const add = tokens
    .command("add")
    .description("make a token and print it, once: only its hash is kept")
    .argument("<name>", "who has it, for the audit trail; a-z, 0-9, . and -")
    .addOption(
      new Option("--scope <scope>", `${scopes.join(", ")}; can be repeated`)
        .default([] as readonly Scope[], "none")
        .argParser(addScope),
    )
    .addOption(schoolOption("only for keys of people of this school or service"))
    .addOption(
      new Option("--days <number>", "days until it is over (default: never)").argParser(
        wholeNumber("--days"),
      ),
    );
  addInstallationOptions(add)
    .option("--json", "print { token, id, name, scopes, schools, expiresAt }")
    .action(async (name: string, options: AddFlags) => {
      if (options.scope.length === 0) {
        throw new UsageError(`Cannot make a token for nothing: wanted --scope ${scopes.join("|")}`);
      }
      const made = await withInstallation({ ...options, mayCreate: true }, (ports) => {
        const { days } = options;
        const expiresAt = days === undefined ? null : unixMilliseconds(ports.clock() + days * day);
        const given = { name, scopes: options.scope, schools: scopeOf(options.school) };
        const wanted = { ...given, createdBy: terminalActor(), expiresAt };
        return addToken(ports, wanted).catch((error: unknown) =>
          orWrongUse(() => {
            throw error;
          }),
        );
      });
      const { token, known } = made;
      const { id, expiresAt } = known;
      const { scopes: given, schools } = known;
      const shown = { token, id, name, scopes: given, schools, expiresAt };
      console.log(options.json ? JSON.stringify(shown) : token);
    });
}

function addList(tokens: Command): void {
  const list = tokens.command("list").description("list all tokens that were ever made");
  addInstallationOptions(list)
    .option("--json", "print an array of tokens, without their secrets")
    .action((options: InstallationFlags & { readonly json?: true }) =>
      withInstallation(options, async ({ documents, clock }) => {
        const found = await listTokens(documents);
        const rows = found.map((each) => [
          ...[each.id, each.name, each.scopes.join(" "), each.schools?.join(" ") ?? "everybody"],
          stateOf(each, clock()),
          new Date(each.createdAt).toISOString(),
        ]);
        process.stdout.write(
          options.json
            ? `${JSON.stringify(found)}\n`
            : table(["TOKEN", "NAME", "SCOPES", "SCHOOLS", "STATE", "MADE"], rows),
        );
      }),
    );
}

function stateOf(token: ApiToken, now: UnixMilliseconds): string {
  if (token.revokedAt !== null) return "revoked";
  return isTokenOver(token, now) ? "over" : "in use";
}

function addRevoke(tokens: Command): void {
  const revoke = tokens
    .command("revoke")
    .description("revoke a token for good; it stops working within 10 seconds")
    .argument("<token>", "its number, as jeton tokens list shows it");
  addInstallationOptions(revoke)
    .option("--json", "print { token, result }")
    .action(async (id: string, options: InstallationFlags & { readonly json?: true }) => {
      const done = await withInstallation(options, (ports) =>
        revokeToken(ports, id, terminalActor()),
      );
      if (!done) throw new FailedError(`Cannot revoke token ${quoted(id)}: none of it is in use`);
      console.log(
        options.json ? JSON.stringify({ token: id, result: "revoked" }) : `Token ${id} is revoked.`,
      );
    });
}

function addScope(text: string, before: readonly Scope[]): readonly Scope[] {
  if (isScope(text)) return before.includes(text) ? before : [...before, text];
  throw new UsageError(
    `Cannot read --scope: found ${quoted(text)}, wanted one of ${scopes.join(", ")}`,
  );
}
