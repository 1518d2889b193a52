import type { LoginAnswer } from "../login/answers.ts";
import type { LoginBody } from "./api-bodies.ts";

/** Answers the body in which an answer leaves the API and `jeton authenticate --json`. */
export function loginBody(answer: LoginAnswer): LoginBody {
  switch (answer.kind) {
    case "accepted":
      return { result: "accepted", holder: answer.holder, commissioned: answer.commissioned };
    case "choose-pin":
      return {
        result: "challenge",
        challenge: "choose-pin",
        transaction: answer.transaction,
        ...answer.hint,
      };
    case "refused":
      return { result: "refused" };
    default:
      return answer satisfies never;
  }
}
