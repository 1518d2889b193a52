import {
  addCodeCommand,
  addCompletionCommand,
  manifestVersion,
  runProgram,
  speakOurWords,
} from "@jeton/cli";
import { OtpError } from "@jeton/core";
import { Command } from "commander";
import { addAuditCommand } from "./commands/audit.ts";
import { addAuthenticateCommand } from "./commands/authenticate.ts";
import { expectedCodes } from "./commands/code.ts";
import { addHoldersCommand } from "./commands/holders.ts";
import { addKeysCommand } from "./commands/keys.ts";
import { addServeCommand } from "./commands/serve.ts";
import { addStaffCommand } from "./commands/staff.ts";
import { addStoreCommand } from "./commands/store.ts";
import { addTokensCommand } from "./commands/tokens.ts";

const program = speakOurWords(
  new Command("jeton").description("Verifies the codes of OTP keys: service, keys, audit trail."),
  manifestVersion(new URL("../package.json", import.meta.url)),
).addHelpText(
  "after",
  `
Exit status: 0 done, 1 refused or failed check, 2 wrong use.
Environment: JETON_DATA (data directory), JETON_MASTER_KEY (64 hexadecimal digits, in place of the
file master.key in the data directory), JETON_STORE (postgres://user@host/database, in place of the
SQLite file there).

Examples:
  $ jeton serve --data /var/lib/jeton --port 8080
  $ jeton serve --store postgres://jeton@db.example.org/jeton
  $ jeton keys add 1234567-0 --seed-file seed.hex --period 60
  $ jeton keys assign 1234567-0 jdupont`,
);
addServeCommand(program);
addKeysCommand(program);
addHoldersCommand(program);
addAuthenticateCommand(program);
addAuditCommand(program);
addStaffCommand(program);
addStoreCommand(program);
addTokensCommand(program);
addCodeCommand(program, {
  description: "print the codes expected of a key from a moment on, one a line",
  route: expectedCodes,
});
addCompletionCommand(program);

process.exitCode = await runProgram(
  program,
  process.argv.slice(2),
  (error): error is Error => error instanceof OtpError,
);
