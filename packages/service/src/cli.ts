import {
  addCodeCommand,
  addCompletionCommand,
  addLazyCommands,
  manifestVersion,
  runProgram,
  speakOurWords,
} from "@jeton/cli";
import { Command } from "commander";

const program = speakOurWords(
  new Command("jeton").description("Verifies the codes of OTP keys: service, keys, audit trail."),
  manifestVersion(new URL("../package.json", import.meta.url)),
).addHelpText(
  "after",
  `
Exit status: 0 done, 1 refused or failed check, 2 wrong use.
Environment: JETON_DATA (data directory), JETON_MASTER_KEY (64 hexadecimal digits or a pkcs11:
URI, in place of the file master.key in the data directory), JETON_STORE (postgres://user@host/database or
etcd://host:port/prefix, in place of the SQLite file there), JETON_LDAP_PASSWORD (see jeton holders
import --help).

Examples:
  $ jeton serve --data /var/lib/jeton --port 8080
  $ jeton serve --store postgres://jeton@db.example.org/jeton
  $ jeton keys add 1234567-0 --seed-file seed.hex --period 60
  $ jeton keys assign 1234567-0 jdupont`,
);
addLazyCommands(program, [
  {
    words: "serve [options]",
    description: "serve the holder's portal and the API until stopped",
    load: async () => (await import("./commands/serve.ts")).defineServe,
  },
  {
    words: "keys",
    description: "put keys in stock, assign them, act on them",
    load: async () => (await import("./commands/keys.ts")).defineKeys,
  },
  {
    words: "holders",
    description: "who holds which key",
    load: async () => (await import("./commands/holders.ts")).defineHolders,
  },
  {
    words: "authenticate [options] <identifier>",
    description: "decide the PASSCODE given on standard input; exit status 0 only when accepted",
    load: async () => (await import("./commands/authenticate.ts")).defineAuthenticate,
  },
  {
    words: "audit",
    description: "the trail of what happened to each key",
    load: async () => (await import("./commands/audit.ts")).defineAudit,
  },
  {
    words: "staff",
    description: "who may use the help desk",
    load: async () => (await import("./commands/staff.ts")).defineStaff,
  },
  {
    words: "store",
    description: "the database in which the keys are kept",
    load: async () => (await import("./commands/store.ts")).defineStore,
  },
  {
    words: "doctor [options]",
    description: "look at an installation, and name the cure of what is wrong",
    load: async () => (await import("./commands/doctor.ts")).defineDoctor,
  },
  {
    words: "tokens",
    description: "who may use the API, and for what",
    load: async () => (await import("./commands/tokens.ts")).defineTokens,
  },
]);
addCodeCommand(program, {
  description: "print the codes expected of a key from a moment or a counter on, one a line",
  route: async () => (await import("./commands/code.ts")).expectedCodes,
});
addCompletionCommand(program);

process.exitCode = await runProgram(program, process.argv.slice(2), async (error) => {
  const { OtpError } = await import("@jeton/core");
  return error instanceof OtpError;
});
