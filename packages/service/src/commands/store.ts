import { FailedError, progressBar, table } from "@jeton/cli";
import { createKeyring } from "@jeton/core";
import {
  copyStore,
  differences,
  isPostgresUrl,
  migratePostgresStore,
  type StoreSummary,
  sealStore,
} from "@jeton/store";
import { type FoundStore, findStore, masterKeysOf, storeOf } from "@jeton/validator/parts";
import { type Command, Option } from "commander";
import { environment } from "./environment.ts";
import { dataOption, type InstallationFlags, storeNamed, storeOption } from "./installation.ts";

/** Defines `jeton store migrate` and `jeton store copy`. */
export function defineStore(store: Command): void {
  store
    .command("migrate")
    .description("bring a store that an earlier version wrote up to date, and seal its records")
    .addOption(dataOption())
    .addOption(storeOption())
    .addHelpText(
      "after",
      `
Stop all that uses the store first, and make a backup. On PostgreSQL run it as the owner of the schema
jeton, which it makes where there is none. Seals need the master key, from the environment or the data
directory. Cut off, it can be run again. A store that was sealed before is left as it is: whatever was
edited since is for jeton audit verify to find, and is never sealed.`,
    )
    .action((options: InstallationFlags) => migrate(options));
  store
    .command("copy")
    .description("copy a whole store to an empty one, and prove that both hold the same")
    .addOption(placeOption("--from <store>", "the store that is copied; it stays as it is"))
    .addOption(placeOption("--to <store>", "where to copy it; must be empty"))
    .addOption(dataOption())
    .option("--json", "print { from, to, differences }")
    .addHelpText(
      "after",
      `
A store is a postgres:// or etcd:// URL or the path of a SQLite file. Stop every service that uses the old store
first, and never start one on it again: it does not know which codes were spent on the new one. The
copy is one transaction; one that was cut off left nothing. The master key, from the environment or
the data directory, stays the same.`,
    )
    .action((options: CopyOptions) => copy(options));
}

function placeOption(flags: string, description: string): Option {
  const [name = ""] = flags.split(" ");
  return new Option(flags, description).argParser(storeNamed(name)).makeOptionMandatory();
}

async function migrate({ data, store }: InstallationFlags): Promise<void> {
  const named = storeOf({ dataDirectory: data, store: store ?? environment.store });
  if (isPostgresUrl(named)) {
    const { name, version, done } = await migratePostgresStore(named);
    const was = done === 0 ? "as before" : `it had ${version - done}`;
    console.log(`The store ${name} has schema version ${version}, ${was}.`);
  }
  await withFound(await findStore(named, { mayCreate: false }), async (found) => {
    const opened = found.open();
    const { keys } = await opened.counts();
    // Nothing to seal yet: the first opening marks it.
    if (keys === 0) return;
    const keyring = createKeyring(
      masterKeysOf({ dataDirectory: data, masterKey: environment.masterKey }, { mayCreate: false }),
    );
    const bar = progressBar("sealing", keys);
    const report = await sealStore(opened, keyring, bar.at).finally(() => bar.end());
    console.log(
      report.isNew
        ? `${report.keys} keys and ${report.documents} documents of ${found.name} are sealed. Check them now: jeton audit verify`
        : `The store ${found.name} was sealed before; nothing was changed.`,
    );
  });
}

type CopyOptions = Pick<InstallationFlags, "data"> & {
  readonly from: string;
  readonly to: string;
  readonly json?: true;
};

async function copy(options: CopyOptions): Promise<void> {
  const keyring = createKeyring(
    masterKeysOf(
      { dataDirectory: options.data, masterKey: environment.masterKey },
      { mayCreate: false },
    ),
  );
  const existing = { mayCreate: false, cure: "name the file of the old store with --from" };
  await withFound(await findStore(options.from, existing), async (from) =>
    withFound(await findStore(options.to, { mayCreate: true }), async (to) => {
      const source = from.open();
      const { keys } = await source.counts();
      // Keys are written once and read twice, from either store.
      const bar = progressBar("keys", 3 * keys);
      const summaries = await copyStore(source, to.open(), keyring, (stage, done) =>
        bar.at(stage === "copy" ? done : keys + done),
      ).finally(() => bar.end());
      report({ from, to }, summaries, options.json === true);
    }),
  );
}

async function withFound(
  found: FoundStore,
  work: (found: FoundStore) => Promise<void>,
): Promise<void> {
  try {
    await work(found);
  } finally {
    await found.close();
  }
}

function report(
  stores: { readonly from: FoundStore; readonly to: FoundStore },
  { from, to }: { readonly from: StoreSummary; readonly to: StoreSummary },
  asJson: boolean,
): void {
  const unlike = differences(from, to);
  if (asJson) {
    console.log(JSON.stringify({ from, to, differences: unlike }));
  } else {
    const row = (name: string, value: (of: StoreSummary) => string) => [
      ...[name, value(from), value(to), value(from) === value(to) ? "same" : "DIFFERENT"],
    ];
    process.stdout.write(
      table(
        ["", "FROM", "TO", ""],
        [
          row("keys", ({ keys }) => `${keys}`),
          row("events", ({ events }) => `${events}`),
          row("documents", ({ documents }) => `${documents}`),
          row("records and heads", ({ heads }) => heads.slice(0, 16)),
          row("events and documents", ({ contents }) => contents.slice(0, 16)),
          row("seals opened", ({ sealsOpened }) => `${sealsOpened}`),
          row("chains intact", ({ keys, broken }) => `${keys - broken.length}`),
        ],
      ),
    );
  }
  requireProof(stores, { from, to }, unlike);
}

function requireProof(
  stores: { readonly from: FoundStore; readonly to: FoundStore },
  { from, to }: { readonly from: StoreSummary; readonly to: StoreSummary },
  unlike: readonly string[],
): void {
  if (unlike.length > 0) {
    throw new FailedError(
      `Cannot trust the copy: ${unlike.join(", ")} differ between ${stores.from.name} and ${stores.to.name}; stop what uses them, empty the new one and copy again`,
    );
  }
  if (to.sealsOpened < to.keys) {
    throw new FailedError(
      `Cannot open the seals of ${to.keys - to.sealsOpened} keys: give the master key of ${stores.from.name} with --data or JETON_MASTER_KEY; the copy itself is whole`,
    );
  }
  if (from.broken.length > 0) {
    throw new FailedError(
      `The copy is whole, but these chains of events were broken before: ${from.broken.join(", ")}; see jeton audit verify`,
    );
  }
}
