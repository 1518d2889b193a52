import { expect } from "vitest";

/** The one refusal, with the flow value of a client that carries none: 16 random bytes. */
export const refusal: unknown = { kind: "refused", flow: expect.stringMatching(/^[\w-]{22}$/u) };
