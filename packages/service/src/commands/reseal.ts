import { FailedError, UsageError } from "@jeton/cli";
import type { Ports } from "@jeton/validator/parts";
import {
  isPkcs11Uri,
  masterKeyLinesOf,
  masterKeyPath,
  newMasterKeyLine,
  writeMasterKeyLines,
} from "@jeton/validator/parts";
import type { Command } from "commander";
import { makeCheckpoint } from "../audit/make-checkpoint.ts";
import { lastCheckpoint } from "../audit/stored-checkpoints.ts";
import { resealDocuments } from "../documents/reseal-documents.ts";
import { directoryOf, provisionedNamesOf, provisionedOf } from "../holders/directory-of.ts";
import { masterKeysInUse, resealKeys, resignAnchors } from "../keys/reseal-keys.ts";
import { environment } from "./environment.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  terminalActor,
  withInstallation,
} from "./installation.ts";

type ResealOptions = InstallationFlags & { readonly newMasterKey?: string | true };

/** Defines `jeton keys reseal`. */
export function defineReseal(command: Command): void {
  command.option(
    "--new-master-key [uri]",
    "make a new master key first; in a token where its pkcs11: URI (RFC 7512) is given",
    readUri,
  );
  addInstallationOptions(command)
    .addHelpText(
      "after",
      `
Stop the service and a running "audit retain" first: they know only the master keys that they read
when they started. Holders notice nothing. Cut off, the command can be run again: until it is done the file holds the old key, too.
A URI names a token, an object, the token's library and the file of the PIN, mode 0600:
  pkcs11:token=jeton;object=master?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/jeton/pin
Keep a copy of the old key as long as you keep backups of the store that it sealed.`,
    )
    .action((options: ResealOptions) => run(options));
}

/** Not repeated in the message: it may be a key. */
function readUri(text: string): string {
  if (isPkcs11Uri(text)) return text;
  throw new UsageError("Cannot read --new-master-key: wanted nothing, or a pkcs11: URI");
}

async function run(options: ResealOptions): Promise<void> {
  if (environment.masterKey !== undefined) {
    throw new FailedError(
      "Cannot reseal: the master key comes from JETON_MASTER_KEY; put the new key in front of it there, or move it to the file",
    );
  }
  const path = masterKeyPath(options.data);
  // Opening checks that the keys in the file are those of this store before one is added.
  await withInstallation(options, async () => {});
  const place = { dataDirectory: options.data };
  if (options.newMasterKey !== undefined) {
    const uri = options.newMasterKey === true ? undefined : options.newMasterKey;
    const line = newMasterKeyLine(uri);
    // Cut off and run again, the key of a token is there already.
    const others = masterKeyLinesOf(place).filter((each) => each !== line);
    writeMasterKeyLines(path, [line, ...others]);
  }
  const [active, changed] = await withInstallation(options, async (ports) => {
    const count = await resealKeys(ports, terminalActor(), showProgress);
    await signAnchorsAnew(ports);
    await directoryOf(ports).reseal();
    await provisionedOf(ports).reseal();
    await provisionedNamesOf(ports).reseal();
    await resealDocuments(ports);
    await requireAllResealed(ports);
    await signAnew(ports);
    return [ports.keyring.active.id, count] as const;
  });
  const [line] = masterKeyLinesOf(place);
  writeMasterKeyLines(path, [line]);
  console.log(`${changed} keys sealed anew; master key ${active} is the only one now.`);
}

async function signAnchorsAnew(ports: Ports): Promise<void> {
  const [broken] = await resignAnchors(ports);
  if (broken !== undefined) throw trailIsBroken();
}

/**
 * A checkpoint signed with the key that stays: by its hash of the one before it covers those whose
 * signatures nobody can check once the old key is gone.
 */
async function signAnew(ports: Ports): Promise<void> {
  if ((await lastCheckpoint(ports.documents)) === null) return;
  // The whole trail: once the old key is gone, what it signed can be proved by this one only.
  for (;;) {
    const answer = await makeCheckpoint(ports, { whole: true });
    if (answer.kind === "broken") throw trailIsBroken();
    if (answer.kind === "made") return;
  }
}

function trailIsBroken(): FailedError {
  return new FailedError(
    "Cannot let the old master key go: the audit trail is broken, see jeton audit verify",
  );
}

async function requireAllResealed(ports: Ports): Promise<void> {
  const ids = [...(await masterKeysInUse(ports))];
  const others = ids.filter((id) => id !== ports.keyring.active.id);
  if (others.length === 0) return;
  throw new FailedError(
    `Cannot let master key ${others.join(", ")} go: something was sealed with it meanwhile, stop the service and run this again`,
  );
}

function showProgress(done: number): void {
  if (process.stderr.isTTY && done % 100 === 0) process.stderr.write(`\r${done} keys sealed anew`);
}
