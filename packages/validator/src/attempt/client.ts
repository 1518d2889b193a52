import {
  type AttemptId,
  attemptFlow,
  clientHash,
  isDeviceOf,
  type KeyRecord,
  type KnownDevice,
  openDevice,
  pinSaltOf,
  sealDevice,
  sealNonceBytes,
} from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import type { Draw } from "./draw.ts";

/** What a client carries from one attempt to the next. */
export type Client = {
  /** Tokens that it got with log-ins, here and for other keys. */
  readonly devices: readonly string[];
  /** The value that it got with a refusal; null for clients that carry none. */
  readonly flow: string | null;
  /** The id that it gives to this attempt, to be answered alike when it sends it again (law 11). */
  readonly attempt?: AttemptId | null;
};

/** A client that carries nothing. */
export const noClient: Client = { devices: [], flow: null };

/** Characters of the longest device token, with the longest serial and identifier. */
export const deviceTokenLengthMax = 1536;

/** How many tokens of one browser are looked at, and so how many holders can share it. */
export const devicesMax = 4;

/** Returns the client's device that is known for this key and its present holder, or null. */
export function deviceFor(
  { keyring }: Pick<Ports, "keyring">,
  { devices }: Client,
  record: KeyRecord,
): KnownDevice | null {
  const opened = devices.slice(0, devicesMax).map((token) => openDevice(keyring, token));
  return opened.find((device) => device !== null && isDeviceOf(device, record)) ?? null;
}

/** Returns the token by which the client is known from now on: after a log-in only. */
export function deviceToken(
  ports: Ports,
  client: Client,
  { record, draw }: { readonly record: KeyRecord; readonly draw: Draw },
): string {
  const { serial, holder } = record;
  const known = deviceFor(ports, client, record);
  const id = known?.id ?? clientHash(Buffer.from(draw(16, ["device"])).toString("hex"));
  const device = { serial, holder: holder ?? "", pinSalt: pinSaltOf(record) ?? "", id };
  const nonce = draw(sealNonceBytes, ["device nonce", ...Object.values(device)]);
  return sealDevice(ports.keyring, device, nonce);
}

/** Returns what the record keeps of the client's flow value. */
export function flowHash({ flow }: Client): string | null {
  return flow === null ? null : clientHash(flow);
}

/** Returns the client's flow value, or a new one for a client that has none: one for each attempt. */
export function flowFor(
  { random, keyring }: Pick<Ports, "random" | "keyring">,
  { flow, attempt }: Client,
): string {
  if (flow !== null) return flow;
  const bytes = attempt ? Buffer.from(attemptFlow(keyring, attempt), "hex") : random(16);
  return Buffer.from(bytes).toString("base64url");
}
