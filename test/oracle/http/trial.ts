import type { Ports } from "@jeton/validator/parts";
import type { ClientRequest, TimedAnswer, TimedClient } from "./timed-client.ts";

/** What a form's fields hold. */
export type Fields = Readonly<Record<string, string>>;

/** Two attempts that a stranger cannot tell apart by what they sent: only one meets the cause. */
export type Trial = {
  readonly own: Fields;
  /** The same but for the name, which nobody has and which is as long. */
  readonly control: Fields;
  /** What the server is to wait before it begins, for `own` only. */
  readonly delayMilliseconds: number;
  /** What is done to the store behind everybody's back, once the rest is prepared. */
  readonly spoil?: { readonly serial: string };
};

/** Where keys are prepared: ports over the server's own store, at a moment of their own. */
export type Workshop = {
  readonly ports: Ports;
  /** Sets the moment; it never goes back. */
  readonly advance: (seconds: number) => void;
};

/** Something that is to look to a stranger like a name that nobody has. */
export type MeasuredCause = {
  readonly name: string;
  /** Makes a new key or account that meets the cause, and the attempt that does. */
  readonly prepare: (workshop: Workshop) => Promise<Trial>;
};

/** A way into the service. */
export type Door = {
  readonly name: string;
  readonly causes: readonly MeasuredCause[];
  /** Opens what a browser has before it sends a form. */
  readonly open: (client: TimedClient) => Promise<Session>;
  readonly request: (session: Session, fields: Fields) => ClientRequest;
  /** Whether an answer is the refusal (or, of the form that always says yes, its yes). */
  readonly isRefusal: (answer: TimedAnswer) => boolean;
};

export type Session = { readonly cookie: string; readonly csrf: string };

export const noSession: Session = { cookie: "", csrf: "" };

/** Returns a name of 10 characters that nobody else has. */
export function freshName(ports: Pick<Ports, "random">): string {
  return `n${Buffer.from(ports.random(9)).toString("hex").slice(0, 9)}`;
}
