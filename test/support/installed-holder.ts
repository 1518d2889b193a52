import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  codeParameters,
  defaultPolicy,
  stepAt,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core";
import { createApp } from "@jeton/service";
import {
  actOnStoredKey,
  addKey,
  confirmPasscode,
  logIn,
  openInstallation,
  type Ports,
  submitPin,
} from "@jeton/validator/parts";
import { independentCode } from "./independent-code.ts";
import { rfcSeed } from "./rfc-seed.ts";

/** A node of the real service: its whole app on a store of its own choosing. */
export type ServiceNode = {
  readonly ports: Ports;
  readonly app: ReturnType<typeof createApp>;
  /** What the service's log would hold. */
  readonly errors: readonly unknown[];
  readonly close: () => Promise<void>;
};

/** An installation with one holder whose key is in service, and a clock that can be moved. */
export type InstalledHolder = {
  readonly identifier: string;
  readonly serial: string;
  /** Of the installation; removed with it. */
  readonly directory: string;
  /** Opens one more node on the store at a URL or path. */
  readonly openNode: (store: string) => Promise<ServiceNode>;
  /** Assigns a key and takes it through the four steps, some minutes before now. */
  readonly commission: (node: ServiceNode) => Promise<void>;
  /** The PASSCODE that the key shows now. */
  readonly passcode: () => string;
  /** Lets the key show its next code, so many times: the nodes' clock goes with it. */
  readonly waitForNextCode: (times?: number) => void;
  /** Presents a PASSCODE to the API of a node, with an id when the attempt may be sent again. */
  readonly present: (node: ServiceNode, passcode: string, id?: string) => Promise<Response>;
  /** Returns what the API of a node says of a PASSCODE: `accepted`, `refused`, or the status. */
  readonly answer: (node: ServiceNode, passcode: string) => Promise<string>;
  readonly remove: () => Promise<void>;
};

const pin = "4071";
const minute = 60_000;
const parameters = codeParameters({ periodSeconds: 60 });

/** Returns a holder who has no key yet; all nodes share a master key and a clock. */
export function installedHolder(): InstalledHolder {
  const directory = mkdtempSync(join(tmpdir(), "jeton-installed-"));
  const identifier = "ada";
  const serial = "260714";
  const nodes: ServiceNode[] = [];
  let shift = 0;
  const clock = (): UnixMilliseconds => unixMilliseconds(Date.now() + shift);
  const code = () =>
    independentCode(rfcSeed("SHA-1"), stepAt(clock(), parameters) ?? 0, parameters);

  async function openNode(store: string): Promise<ServiceNode> {
    const errors: unknown[] = [];
    const policy = { ...defaultPolicy, pinHashCost: { logN: 1, r: 1, p: 1 } };
    const where = { dataDirectory: directory, store, mayCreate: true };
    const ports = await openInstallation({ ...where, policy, clock });
    const app = createApp({
      ...ports,
      ...{ startPath: "/portal", secureCookies: false, frameAncestors: "none" },
      ...{ applications: [], listensOnLoopback: true, requestLimit: null },
      onError: (error) => errors.push(error),
    });
    const node = { ports, app, errors, close: () => ports.store.close() };
    nodes.push(node);
    return node;
  }

  async function commission({ ports }: ServiceNode): Promise<void> {
    shift = -10 * minute;
    await addKey(ports, { serial, seed: rfcSeed("SHA-1"), parameters }, "staff:test");
    await actOnStoredKey(ports, serial, { kind: "assign", holder: identifier }, "staff:test");
    const begun = await logIn(ports, { identifier, passcode: code() });
    if (begun.kind !== "choose-pin") throw new Error(`Cannot commission the key: ${begun.kind}`);
    const { transaction } = begun;
    await submitPin(ports, { transaction, pin, pinAgain: pin });
    shift += 2 * minute;
    const done = await confirmPasscode(ports, { transaction, passcode: pin + code() });
    if (done.kind !== "accepted") throw new Error(`Cannot commission the key: ${done.kind}`);
    shift = 0;
  }

  async function present({ app }: ServiceNode, passcode: string, id?: string): Promise<Response> {
    const headers = { "content-type": "application/json" };
    return app.request("http://127.0.0.1/api/v1/authenticate", {
      method: "POST",
      headers: id === undefined ? headers : { ...headers, "idempotency-key": id },
      body: JSON.stringify({ identifier, passcode }),
    });
  }

  return {
    ...{ identifier, serial, directory, openNode, commission, present },
    passcode: () => pin + code(),
    waitForNextCode(times = 1) {
      shift += times * minute;
    },
    async answer(node, passcode) {
      const answer = await present(node, passcode);
      if (answer.status !== 200) return String(answer.status);
      return String(((await answer.json()) as { readonly result: unknown }).result);
    },
    async remove() {
      await Promise.all(nodes.map((node) => node.close()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
