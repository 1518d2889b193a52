import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultPolicy, type KeyStore } from "@jeton/core";
import { createApp } from "@jeton/service";
import { openMemoryStore, sealedDocuments, sealedStore } from "@jeton/store";
import {
  createStandIn,
  damagedStandIns,
  ensureDecoys,
  keysInUse,
  nodePorts,
  openInstallation,
  type Ports,
} from "@jeton/validator/parts";
import { vi } from "vitest";
import { testKeyring } from "../support/keyring.ts";
import { seededRandom } from "../support/seeded-random.ts";

/** When every transcript begins. */
const beginning = Date.UTC(2027, 0, 15, 8, 0, 20);

type AppOptions = Parameters<typeof createApp>[0];

/** An installation whose time stands still until it is moved. */
export type Installation = {
  readonly ports: Ports;
  /** The store beneath the seals, where it can be reached. */
  readonly bareStore: KeyStore | null;
  /** Where its data is; null for one in memory. */
  readonly directory: string | null;
  readonly openApp: (options?: Partial<AppOptions>) => ReturnType<typeof createApp>;
  /** What the service's log would hold. */
  readonly errors: readonly unknown[];
  readonly advance: (seconds: number) => void;
  readonly close: () => Promise<void>;
};

/** Keys that a transcript puts off by minutes say nothing about the server's clock. */
const clockWatch: Ports["clockWatch"] = { alarm: () => null, note: () => {} };

const policy = { ...defaultPolicy, pinHashCost: { logN: 1, r: 1, p: 1 } };

/** Opens a new installation in memory. Until it is closed, `Date` tells its time to the whole process. */
export async function openInMemory(): Promise<Installation> {
  vi.useFakeTimers({ toFake: ["Date"], now: beginning });
  const opened = openMemoryStore();
  const store = sealedStore(opened, testKeyring);
  const ports: Ports = {
    ...nodePorts,
    ...{ store, policy, keyring: testKeyring, random: seededBytes() },
    documents: sealedDocuments(opened.documents, testKeyring),
    bareDocuments: opened.documents,
    standIn: createStandIn(store, damagedStandIns),
    inUse: keysInUse(policy.pinHashCost),
    clockWatch,
  };
  await ensureDecoys(ports);
  await ports.standIn?.load();
  return installation(ports, { bareStore: opened, directory: null });
}

/** Opens a new installation in a directory, for commands. */
export async function openInDirectory(): Promise<Installation> {
  vi.useFakeTimers({ toFake: ["Date"], now: beginning });
  const directory = mkdtempSync(join(tmpdir(), "jeton-transcript-"));
  const opened = await openInstallation({ dataDirectory: directory, mayCreate: true, policy });
  return installation(
    { ...opened, clockWatch, random: seededBytes() },
    { bareStore: null, directory },
  );
}

function seededBytes(): Ports["random"] {
  const next = seededRandom(13);
  return (bytes) => Uint8Array.from({ length: bytes }, () => Math.floor(next() * 256));
}

function installation(
  ports: Ports,
  where: Pick<Installation, "bareStore" | "directory">,
): Installation {
  const errors: unknown[] = [];
  const application = { name: "Notes", url: "https://notes.test/", description: "Saisie" };
  return {
    ...{ ...where, ports, errors },
    openApp: (options = {}) =>
      createApp({
        ...ports,
        ...{ startPath: "/portal", secureCookies: true, frameAncestors: "none" },
        ...{ requestLimit: null, applications: [application] },
        contact: { phone: "01 23 45 67 89", email: "assistance@exemple.fr", hours: "8 h – 18 h" },
        onError: (error: unknown) => errors.push(error),
        ...options,
      }),
    advance: (seconds) => {
      vi.setSystemTime(Date.now() + seconds * 1000);
    },
    async close() {
      await ports.store.close();
      vi.useRealTimers();
      if (where.directory !== null) rmSync(where.directory, { recursive: true, force: true });
    },
  };
}
