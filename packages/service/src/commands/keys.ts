import { addLazyCommands, type LazyCommand } from "@jeton/cli";
import type { SimpleAct } from "@jeton/validator/parts";
import type { Command } from "commander";

/** Defines `jeton keys …`: stock, assignment and the help desk's acts. */
export function defineKeys(keys: Command): void {
  addLazyCommands(keys, commands);
}

const commands: readonly LazyCommand[] = [
  {
    words: "add [options] <serial>",
    description: "put a key in stock",
    load: async () => (await import("./add-key.ts")).defineAdd,
  },
  {
    words: "list [options]",
    description: "list the keys",
    load: async () => (await import("./list-keys.ts")).defineList,
  },
  {
    words: "health [options]",
    description: "say which keys drift, were set, or near the end of their battery",
    load: async () => (await import("./keys-health.ts")).defineHealth,
  },
  {
    words: "assign [options] <serial> <identifier>",
    description: "assign a key in stock to a holder",
    load: async () => (await import("./key-acts.ts")).defineAssign,
  },
  simpleAct("clear-pin", "forget the PIN: the holder commissions the key again"),
  simpleAct("unlock", "forget the failures, so that the key can be used at once"),
  simpleAct("suspend", "refuse the key until it is resumed"),
  simpleAct("resume", "take a suspended key back into service"),
  simpleAct("lose", "take a lost key from its holder; assign it again if it is found"),
  simpleAct("retire", "take a key out of use for ever"),
  {
    words: "assign-list [options] <file>",
    description: "assign keys by a CSV file with the columns serial and identifier",
    load: async () => (await import("./assign-list.ts")).defineAssignList,
  },
  {
    words: "hand-over [options] <serial>",
    description: "record that a key is in its holder's hands, and open its first use",
    load: async () => (await import("./hand-over.ts")).defineHandOver,
  },
  {
    words: "issue-temporary-code [options] <serial>",
    description: "make a code that its holder gives behind their PIN while the key is not at hand",
    load: async () => (await import("./issue-temporary-code.ts")).defineIssueTemporaryCode,
  },
  simpleAct("end-temporary-code", "end a temporary code: the key's own codes pass again"),
  {
    words: "replace [options] <serial> <new>",
    description: "take a key from its holder and give them another one",
    load: async () => (await import("./replace.ts")).defineReplace,
  },
  {
    words: "send-second-key [options] <serial> <new>",
    description: "give a holder a second key, which replaces theirs once it is in service",
    load: async () => (await import("./send-second-key.ts")).defineSendSecondKey,
  },
  {
    words: "write-off [options] <serial>",
    description: "retire a key whose stored record is damaged",
    load: async () => (await import("./write-off.ts")).defineWriteOff,
  },
  {
    words: "import [options] <file>",
    description: "put the keys of a file in stock",
    load: async () => (await import("./import-keys.ts")).defineImport,
  },
  {
    words: "export [options] <file> [serials...]",
    description: "write keys, seeds included, to a new file for another login server",
    load: async () => (await import("./export-keys.ts")).defineExport,
  },
  {
    words: "resynchronise [options] <serial> <first> <second>",
    description: "find a key's clock or counter by two consecutive codes that its holder reads out",
    load: async () => (await import("./resynchronise.ts")).defineResynchronise,
  },
  {
    words: "reseal [options]",
    description: "seal everything with the active master key, and let the others go",
    load: async () => (await import("./reseal.ts")).defineReseal,
  },
];

function simpleAct(kind: SimpleAct, description: string): LazyCommand {
  return {
    words: `${kind} [options] <serial>`,
    description,
    load: async () => {
      const { defineSimpleAct } = await import("./key-acts.ts");
      return (command) => defineSimpleAct(command, kind);
    },
  };
}
