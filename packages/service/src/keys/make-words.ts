import type { CodeForm } from "@jeton/core";

/** What the codes of a key depend on, as a row of a list has it. */
type Make = CodeForm & {
  readonly periodSeconds?: number | undefined;
  readonly counter?: number | undefined;
};

/** Returns "SHA-1 6 digits 60 s", or "SHA-1 6 digits counter 42" for a counter key. */
export function makeWords({ algorithm, digits, periodSeconds, counter }: Make): string {
  const factor = periodSeconds === undefined ? `counter ${counter ?? 0}` : `${periodSeconds} s`;
  return `${algorithm} ${digits} digits ${factor}`;
}
