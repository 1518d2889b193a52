import {
  type Algorithm,
  algorithms,
  authenticate,
  type CodeParameters,
  type Context,
  codeParameters,
  createKeyring,
  defaultPolicy,
  findCode,
  hashPin,
  type KeyRecord,
  makePinVerifier,
  newKeyRecord,
  type Policy,
  pinQuestion,
  prepareSeed,
  resynchronise,
  timeStep,
  unixMilliseconds,
  type Window,
} from "@jeton/core";
import { nodePorts } from "@jeton/validator/parts";
import { librariesFor, ownCode, parameters } from "../libraries.ts";
import type { Measure, Row } from "../measure.ts";
import { here, seed, wrongCode } from "./present.ts";

const { algorithm, digits } = parameters;

/** A wrong code in the narrowest window that is usual. */
export function refusal(): Measure {
  const prepared = prepareSeed(seed, algorithm);
  const window = around(1);
  return {
    title: "Refusing a wrong code at ±1 step",
    unit: "a refusal",
    goal: "Three codes are computed and none matches, so that no early exit comes in.",
    target: 10,
    rows: [
      {
        ...{ name: "jeton `findCode`, seed kept prepared", role: "compared", units: 1 },
        note: "computes all, whatever matches; answers the matching steps",
        call: () => findCode(prepared, wrongCode, digits, window),
      },
      {
        ...{ name: "jeton `findCode`, seed prepared each time", role: "yardstick", units: 1 },
        note: "prepares, searches and destroys, as a server does whose seeds are sealed",
        call: () => {
          const fresh = prepareSeed(seed, algorithm);
          const found = findCode(fresh, wrongCode, digits, window);
          fresh.destroy();
          return found;
        },
      },
      ...verifyingLibraries(1),
    ],
  };
}

/** The help desk's search, when the codes are not there. */
export function resynchronisation(): Measure {
  const record = keyInService();
  const searchSteps = 1000;
  const policy = {
    ...quickPolicy,
    resynchronisation: { ...quickPolicy.resynchronisation, searchSteps },
  };
  const by = { ...contextAt(here), policy, actor: "staff:bench" };
  const codes = { first: wrongCode, second: wrongCode };
  const prepared = prepareSeed(seed, algorithm);
  const [first, second] = [
    ownCode(seed, here + searchSteps - 1),
    ownCode(seed, here + searchSteps),
  ];
  if (resynchronise(record, { first, second }, by).decision.kind !== "resynchronised") {
    throw new TypeError("Cannot measure a search that does not find what is at its far end");
  }
  return {
    title: "Resynchronising over ±1000 steps",
    unit: "a search",
    goal: "The codes are not there, so that all steps are computed, whatever the order of search.",
    target: 14,
    rows: [
      {
        ...{ name: "jeton `resynchronise`", role: "compared", units: 1 },
        note: "opens the sealed seed, prepares it, looks for two consecutive codes; answers a decision",
        call: () => resynchronise(record, codes, by),
      },
      {
        ...{ name: "jeton `findCode`", role: "yardstick", units: 1 },
        note: "keeps a prepared seed; one code; answers the matching steps",
        call: () => findCode(prepared, wrongCode, digits, around(searchSteps)),
      },
      ...verifyingLibraries(searchSteps),
    ],
  };
}

/** What one attempt costs the core: a refused one, and beside it one that is accepted. */
export function decision(): Measure {
  return {
    title: "A whole decision",
    unit: "a decision",
    goal: "`authenticate` with a PIN hash that costs nothing, beside peers that compute as many codes of the key and do nothing else. The code is wrong: the whole scan is computed for every refusal (law 6).",
    target: null,
    rows: [
      {
        ...{ name: "jeton `authenticate`", role: "compared", units: 1 },
        note: "as the service calls it, codes by vectors: two seals, 32 codes nearby, 1444 of the scan, 126 of 6 makes for the diagnosis, PIN, new record, chained event",
        call: decide("SHA-1", lanes),
      },
      {
        ...{ name: "jeton `authenticate`, accepted", role: "yardstick", units: 1 },
        note: "the 32 codes nearby say all, no scan and no diagnosis",
        call: decide("SHA-1", lanes, ownCode(seed, here)),
      },
      {
        ...{ name: "jeton `authenticate`, no vectors", role: "yardstick", units: 1 },
        note: "the core alone, as in a browser",
        call: decide("SHA-1", null),
      },
      ...algorithms.map(
        (hash): Row => ({
          ...{ name: `jeton \`authenticate\`, ${hash} among three`, role: "yardstick", units: 1 },
          note: "keys of all three hashes live here: every refusal computes the scan with each",
          call: decide(hash, { ...lanes, hashes: algorithms }),
        }),
      ),
      ...verifyingLibraries(defaultPolicy.scanSteps + 2),
    ],
  };
}

const lanes = { codeLanes: nodePorts.codeLanes?.() ?? null };

/** What a shell does with an attempt, but for the store: hash the PIN and decide. */
function decide(
  hash: Algorithm,
  given: Pick<Context, "codeLanes" | "hashes"> | null,
  code: string = wrongCode,
): () => unknown {
  const record = keyInService(codeParameters({ algorithm: hash }));
  const context = { ...contextAt(here), ...given };
  const passcode = { pin: "4071", code };
  return () => {
    const pinDigest = hashPin(pinQuestion(record, passcode, context));
    return authenticate(record, { passcode, pinDigest, transaction }, context);
  };
}

function verifyingLibraries(window: number): readonly Row[] {
  return librariesFor(seed).flatMap(
    ({ name, isPeer, kept, verify, verifyNote }): readonly Row[] => {
      if (verify === null) return [];
      const role = isPeer ? "peer" : "yardstick";
      const note = `keeps ${kept}; ${verifyNote}`;
      return [{ name, role, units: 1, note, call: () => verify(wrongCode, window) }];
    },
  );
}

function around(steps: number): Window {
  return { from: timeStep(here - steps), to: timeStep(here + steps) };
}

const transaction = "00".repeat(32);
const keyring = createKeyring([new Uint8Array(32).fill(1)]);
const quickPolicy: Policy = { ...defaultPolicy, pinHashCost: { logN: 1, r: 1, p: 1 } };

function contextAt(step: number): Context {
  const now = unixMilliseconds((step * parameters.periodSeconds + 20) * 1000);
  return { now, policy: quickPolicy, keyring, clockTrusted: true };
}

/** A key in service of which nothing was learnt: it has its widest windows. */
function keyInService(given: CodeParameters = parameters): KeyRecord {
  const serial = "K-1";
  const salt = new Uint8Array(16).fill(2);
  const nonce = new Uint8Array(24).fill(3);
  const cost = quickPolicy.pinHashCost;
  const digest = hashPin({ pin: "4071", salt, cost });
  const pin = makePinVerifier(keyring, serial, { salt, cost, digest, nonce });
  const record = newKeyRecord(keyring, { serial, seed, parameters: given, nonce });
  return { ...record, holder: "jdupont", state: { kind: "in-service", pin } };
}
