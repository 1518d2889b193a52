import {
  type Algorithm,
  type CodeParameters,
  codeParameters,
  type TimeStep,
  timeStep,
} from "@jeton/core";
import { vectorLines } from "./vector-file.ts";

/** A row of RFC 4226, appendix D: `decimal` is its truncated HMAC. */
export type HotpVector = {
  readonly step: TimeStep;
  readonly decimal: number;
  readonly code: string;
};

/** A row of RFC 6238, appendix B. */
export type TotpVector = {
  readonly seconds: number;
  readonly step: TimeStep;
  readonly code: string;
  readonly parameters: CodeParameters;
};

const hotpForm = /^ {3}(\d) +([0-9a-f]{7,8}) +(\d+) +(\d{6})$/;

export const rfc4226Vectors: readonly HotpVector[] = vectorLines("rfc4226-appendix-d.txt").flatMap(
  (line) => {
    const [, count, , decimal, code] = hotpForm.exec(line) ?? [];
    if (!count || !decimal || !code) return [];
    return [{ step: timeStep(Number(count)), decimal: Number(decimal), code }];
  },
);

const modes: Readonly<Record<string, Algorithm>> = {
  SHA1: "SHA-1",
  SHA256: "SHA-256",
  SHA512: "SHA-512",
};
const totpForm = /^ {3}\| +(\d+) +\|[^|]+\| ([0-9A-F]{16}) \| (\d{8}) \| +(SHA\d+) +\|$/;

export const rfc6238Vectors: readonly TotpVector[] = vectorLines("rfc6238-appendix-b.txt").flatMap(
  (line) => {
    const [, seconds, hex, code, mode] = totpForm.exec(line) ?? [];
    const algorithm = modes[mode ?? ""];
    if (!seconds || !hex || !code || !algorithm) return [];
    const parameters = codeParameters({ algorithm, digits: 8, periodSeconds: 30 });
    const step = timeStep(Number(`0x${hex}`));
    return [{ seconds: Number(seconds), step, code, parameters }];
  },
);
