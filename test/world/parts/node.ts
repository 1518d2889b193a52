import { type DocumentStore, hashPin, type Keyring, type Policy } from "@jeton/core";
import { createApp } from "@jeton/service";
import type { OpenedStore } from "@jeton/store";
import { nodePorts, type PasswordVerifier, type Ports, watchClock } from "@jeton/validator/parts";
import type { Chance } from "./chance.ts";
import { faultScope } from "./fault-scope.ts";
import { faultyStore, type StoreFault } from "./faulty-store.ts";
import type { ServerClock } from "./server-clock.ts";
import type { Witness } from "./witness.ts";

/** The name under which the service is reached. */
export const origin = "https://login.example.org";

/** What a node is made of. */
export type NodeMake = {
  readonly name: string;
  readonly clock: ServerClock;
  readonly store: OpenedStore;
  readonly keyring: Keyring;
  readonly policy: Policy;
  readonly chance: Chance;
  /** What goes wrong with the next change that this node stores. */
  readonly drawFault: () => StoreFault | null;
  readonly witness: Witness;
  readonly passwords: PasswordVerifier;
  readonly documents: DocumentStore;
  /** Stands between the service and its store: how a mutation gets in. */
  readonly distort?: (store: OpenedStore) => OpenedStore;
};

type App = ReturnType<typeof createApp>;

/** One validator: the whole service with a clock, randomness and memory of its own. */
export class Node {
  readonly name: string;
  readonly clock: ServerClock;
  readonly ports: Ports;
  /** Faults that struck since somebody asked last. */
  #faults: StoreFault[] = [];
  #died = false;
  #app: App | null = null;
  readonly #make: NodeMake;

  constructor(make: NodeMake) {
    this.#make = make;
    this.name = make.name;
    this.clock = make.clock;
    const onFault = (fault: StoreFault) => {
      this.#faults.push(fault);
      faultScope.getStore()?.push(fault);
      if (fault.startsWith("crash")) this.#died = true;
      make.witness.tell([], `${make.name}: ${fault}`);
    };
    const faulty = faultyStore(make.store, make.drawFault, onFault);
    const store = make.distort?.(faulty) ?? faulty;
    this.ports = {
      ...nodePorts,
      store,
      documents: make.documents,
      keyring: make.keyring,
      policy: make.policy,
      clock: () => make.clock.now(),
      random: (bytes) => make.chance.bytes(bytes),
      // The one stand-in: at this cost the way to another thread would take longer than the hash.
      hashPin: async (question) => hashPin(question),
      clockWatch: watchClock(),
    };
  }

  /** Returns the response to a request from an address; null if the process died meanwhile. */
  async request(path: string, init: RequestInit, address: string): Promise<Response | null> {
    const env = { incoming: { socket: { remoteAddress: address, remoteFamily: "IPv4" } } };
    const app = this.#running();
    const answer = await app.request(`${origin}${path}`, init, env);
    if (!this.#died) return answer;
    // What it kept in memory is gone: rates, tokens, what it thought of its clock.
    this.#died = false;
    this.#app = null;
    this.#make.witness.tell([], `${this.name}: died and started again`);
    return null;
  }

  /** Returns the faults that struck since the last call. */
  takeFaults(): readonly StoreFault[] {
    const taken = this.#faults;
    this.#faults = [];
    return taken;
  }

  #running(): App {
    this.#app ??= createApp({
      ...this.ports,
      clockWatch: watchClock((alarm) =>
        this.#make.witness.tell(
          [],
          `${this.name}: clock alarm ${alarm === null ? "ends" : "rings"}`,
        ),
      ),
      startPath: "/portal",
      secureCookies: true,
      frameAncestors: "none",
      applications: [],
      passwords: this.#make.passwords,
      onError: (error) => this.#noteError(error),
    });
    return this.#app;
  }

  #noteError(error: unknown): void {
    const own = faultScope.getStore() ?? [];
    if (this.#faults.length > 0 || own.length > 0) return;
    const { witness } = this.#make;
    witness.broken("the service answers", `${this.name} failed: ${String(error)}`, []);
  }
}
