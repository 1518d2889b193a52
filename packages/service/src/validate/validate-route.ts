import { holderIdentifier, OtpError } from "@jeton/core";
import { limitBody, problem } from "@jeton/http";
import { findKeyOf, type Ports, TooBusyError } from "@jeton/validator/parts";
import { Hono } from "hono";
import { type AccessEnv, type AccessOptions, createAccess } from "../web/access.ts";
import { isOutcomeUnknown, outcomeUnknownCode, setRetryAfter } from "../web/outcome-unknown.ts";
import { type KeyLimit, tooManyForKey } from "../web/token-limit.ts";
import { answerBody, answerError, noSuchRealm, problemsAsErrors } from "./answer-body.ts";
import { type CheckAnswer, type CheckRequest, check } from "./check.ts";
import { readCheckRequest } from "./read-check-request.ts";
import { type Realm, userInRealm } from "./realm.ts";

/** What an installation tells the part of its service that speaks as privacyIDEA does. */
export type ValidateOptions = AccessOptions & {
  /** Realms that are taken. Default: none, and a request with a realm is refused. */
  readonly realms?: readonly Realm[];
  /** Refuses what is too much for one holder. Default: nothing is too much. */
  readonly keyLimit?: KeyLimit;
};

/**
 * Returns the app that serves `/validate/check` as privacyIDEA does, by GET and POST, so that its FreeRADIUS plugin, PAM module
 * and other clients work unchanged. It wants an API token with the scope `authenticate` by the same rule as
 * the API.
 */
export function createValidate(ports: Ports, options: ValidateOptions = {}): Hono<AccessEnv> {
  const { realms = [], keyLimit } = options;
  const app = new Hono<AccessEnv>();
  app.use("/validate/*", problemsAsErrors(ports));
  const access = createAccess(ports, options);
  app.on(["GET", "POST"], "/validate/check", access("authenticate"), limitBody, async (c) => {
    c.header("cache-control", "no-store");
    const read = await readCheckRequest(c.req, c.get("token"));
    if (read.kind === "unusable") return answerError(c, ports, read.status, read.detail);
    const { realm, ...given } = read.request;
    const user = userInRealm(given.user ?? "", realm, realms);
    if (user === null) {
      return answerError(c, ports, 400, "Cannot use this realm: it is not taken here", {
        code: noSuchRealm,
      });
    }
    const request = { ...given, user: user === "" ? null : user };
    const refused = tooManyForKey(c, keyLimit, request.user ?? request.serial ?? "");
    if (refused !== null) return refused;
    const answer = await check(ports, request);
    const serial = answer.kind === "accepted" ? await serialOf(ports, request, answer) : null;
    return c.json(answerBody(ports, answer, serial));
  });
  app.all("/validate/*", (c) =>
    problem(c, 404, "Cannot find this route: only /validate/check is here"),
  );
  app.onError((error, c) => {
    if (error instanceof TooBusyError) {
      c.header("retry-after", String(error.retryAfterSeconds));
      return answerError(c, ports, 503, error.message);
    }
    if (!(error instanceof OtpError)) throw error;
    if (isOutcomeUnknown(error)) {
      setRetryAfter(c);
      const message = "Cannot tell what became of this attempt: its PASSCODE counts as used";
      return answerError(c, ports, 503, message, { detail: { code: outcomeUnknownCode } });
    }
    return answerError(c, ports, 503, "Cannot answer now: the store cannot be used");
  });
  return app;
}

/** Clients map it to an attribute of the answer; it is told only to whom was let in. */
async function serialOf(
  ports: Ports,
  request: CheckRequest,
  { holder }: Extract<CheckAnswer, { readonly kind: "accepted" }>,
): Promise<string | null> {
  if (request.serial !== null) return request.serial;
  return (await findKeyOf(ports, holderIdentifier(holder) ?? ""))?.record.serial ?? null;
}
