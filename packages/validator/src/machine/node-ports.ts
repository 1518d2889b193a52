import { randomBytes } from "node:crypto";
import { unixMilliseconds } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { codeLanes } from "./code-lanes.ts";
import { hashPinInTurn } from "./pin-hashing.ts";

/** Time, randomness, PIN hashing and vectors of this machine. */
export const nodePorts: Pick<Ports, "clock" | "random" | "hashPin" | "codeLanes"> = {
  clock: () => unixMilliseconds(Date.now()),
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
  hashPin: hashPinInTurn,
  codeLanes,
};
