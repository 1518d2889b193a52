import { type Code, getLocal, type Lanes, setLocal } from "./wasm.ts";

/** A word of the message: the local that holds it, or its value if that is known here already. */
export type Word = { readonly local: number } | bigint;

/** The locals that a compression uses. */
export type Locals = {
  readonly state: readonly number[];
  /** The sixteen words of the message, which the schedule overwrites. */
  readonly words: readonly number[];
  readonly scratch: readonly [number, number];
};

/** A hash of FIPS 180-4, every round written out for vectors. */
export type Hash = {
  readonly lanes: Lanes;
  /** §5.3; the digest has as many words. */
  readonly initial: readonly bigint[];
  /** §6: all rounds over the state's locals, without the sum at the end. */
  readonly rounds: (message: readonly Word[], locals: Locals) => Code;
};

export const get = (local: number): Code => getLocal(local);
export const set = (local: number): Code => setLocal(local);
