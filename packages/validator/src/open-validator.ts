import { checkedPolicy, defaultPolicy } from "@jeton/core";
import type { OpenedStore } from "@jeton/store";
import { findStore, foundStore, type StoreWarnings } from "./opening/find-store.ts";
import { masterKeyFile, parseMasterKeys } from "./opening/master-key.ts";
import { openPorts, type PortsOptions } from "./opening/open-ports.ts";
import { Validator } from "./validator.ts";

/** Where the keys are, what seals them, and how they are used. */
export type ValidatorOptions = {
  /**
   * The path of a SQLite file, a `postgres://` or `etcd://` URL, or a store of your own that passes the
   * contracts of `@jeton/store/contracts`.
   */
  readonly store: string | OpenedStore;
  /**
   * The file of the master key that seals seeds, PINs and records. Made, mode 0600, with a new store. It may name
   * a key in a token by its `pkcs11:` URI (RFC 7512).
   */
  readonly masterKeyFile?: string;
  /** The master key itself, 64 hexadecimal digits or a `pkcs11:` URI, instead of a file. */
  readonly masterKey?: string;
  /** Whether a new store may be made where there is none. Default: yes. */
  readonly mayCreate?: boolean;
} & StoreWarnings &
  PortsOptions;

/**
 * Opens a validator over a store. Rejects with OtpError STORE_UNUSABLE or MASTER_KEY_UNUSABLE, whose
 * message names the cure, with TypeError when not exactly one master key is given, and with TypeError or
 * RangeError for a policy that `checkedPolicy` refuses; nothing is changed then. Keep the master key apart from the backups of the store.
 */
export async function openValidator(options: ValidatorOptions): Promise<Validator> {
  const { store, masterKey, masterKeyFile: file, mayCreate = true } = options;
  if ((masterKey === undefined) === (file === undefined)) {
    throw new TypeError(
      "Cannot open a validator: expected either masterKeyFile or masterKey, a file's name or 64 hexadecimal digits",
    );
  }
  const policy = checkedPolicy(options.policy ?? defaultPolicy);
  const { onFloor, onNoTriggers } = options;
  const cure = "name another store, or let one be made with mayCreate";
  const found =
    typeof store === "string"
      ? await findStore(store, { mayCreate, cure, onFloor, onNoTriggers })
      : await foundStore(store, "the store");
  const masterKeys = (isNew: boolean) =>
    file === undefined
      ? parseMasterKeys(masterKey ?? "", "masterKey", { mayCreate: isNew && mayCreate })
      : masterKeyFile(file, isNew && mayCreate);
  return new Validator(await openPorts(found, masterKeys, { ...options, policy }));
}
