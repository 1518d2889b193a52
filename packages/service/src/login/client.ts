import {
  clientHash,
  isDeviceOf,
  type KeyRecord,
  type KnownDevice,
  openDevice,
  pinSaltOf,
  sealDevice,
  sealNonceBytes,
} from "@jeton/core";
import type { Ports } from "./ports.ts";

/** What a client carries from one attempt to the next. */
export type Client = {
  /** Tokens that it got with log-ins, here and for other keys. */
  readonly devices: readonly string[];
  /** The value that it got with a refusal; null for clients that carry none. */
  readonly flow: string | null;
};

/** A client that carries nothing. */
export const noClient: Client = { devices: [], flow: null };

/** No device token is longer, whatever the serial and the holder's identifier are: in characters. */
export const deviceTokenLengthMax = 1536;

/** Tokens of one browser that are looked at: so many holders may share it. */
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
export function deviceToken(ports: Ports, client: Client, record: KeyRecord): string {
  const { serial, holder } = record;
  const known = deviceFor(ports, client, record);
  const id = known?.id ?? clientHash(Buffer.from(ports.random(16)).toString("hex"));
  const device = { serial, holder: holder ?? "", pinSalt: pinSaltOf(record) ?? "", id };
  return sealDevice(ports.keyring, device, ports.random(sealNonceBytes));
}

/** Returns what the record keeps of the client's flow value. */
export function flowHash({ flow }: Client): string | null {
  return flow === null ? null : clientHash(flow);
}

/** Returns the client's flow value, or a new one for a client that has none. */
export function flowFor({ random }: Pick<Ports, "random">, { flow }: Client): string {
  return flow ?? Buffer.from(random(16)).toString("base64url");
}
