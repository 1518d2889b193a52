import type { Client, LoginAnswer } from "@jeton/validator/parts";
import type { ClientBody, LoginBody } from "./api-bodies.ts";

/** Returns what the client of a body carries from one attempt to the next. */
export function clientOfBody({ device, flow }: ClientBody): Client {
  return { devices: device === undefined ? [] : [device], flow: flow ?? null };
}

/** Returns the body in which an answer leaves the API and `jeton authenticate --json`. */
export function loginBody(answer: LoginAnswer): LoginBody {
  switch (answer.kind) {
    case "accepted":
      return {
        result: "accepted",
        holder: answer.holder,
        commissioned: answer.commissioned,
        device: answer.device,
        ...(answer.spare && { spare: answer.spare }),
      };
    case "choose-pin":
      return {
        result: "challenge",
        challenge: "choose-pin",
        transaction: answer.transaction,
        ...answer.hint,
      };
    case "refused":
      return { result: "refused", flow: answer.flow };
    default:
      return answer satisfies never;
  }
}
