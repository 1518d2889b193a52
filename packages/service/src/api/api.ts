import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { limitBody, problem, requireJson } from "@jeton/http";
import type { Ports } from "@jeton/validator/parts";
import {
  answerChallenge,
  confirmPasscode,
  issueChallenge,
  logIn,
  submitPin,
  transactionStatus,
} from "@jeton/validator/parts";
import type { Context, MiddlewareHandler } from "hono";
import { directoryOf } from "../holders/directory-of.ts";
import { type Scoped, scopedTo } from "../scoped/index.ts";
import { type AccessEnv, type AccessOptions, createAccess } from "../web/access.ts";
import { attemptIdFrom, checkIdHeader, idHeader } from "../web/attempt-id.ts";
import type { Metrics } from "../web/metrics.ts";
import { type KeyLimit, tooManyForKey } from "../web/token-limit.ts";
import type { ClientBody } from "./api-bodies.ts";
import * as schema from "./api-schemas.ts";
import { answerOnce } from "./idempotency.ts";
import { clientOfBody, loginBody } from "./login-body.ts";
import { addManageRoutes } from "./manage-api.ts";
import { createReadiness } from "./readiness.ts";
import { answerOf, bodyOf, bodyProblems, notAgain } from "./route-parts.ts";

/** How the API is reached. */
export type ApiOptions = AccessOptions & {
  /** Refuses what is too much from one source. Default: nothing is too much. */
  readonly limit?: MiddlewareHandler;
  readonly metrics?: Metrics;
  /** Refuses what is too much for one holder. Default: nothing is too much. */
  readonly keyLimit?: KeyLimit;
};

/** Returns the JSON API, documented by its own schemas at `/api/v1/openapi.json`. */
export function createApi(ports: Ports, options: ApiOptions = {}): OpenAPIHono<AccessEnv> {
  const { limit, keyLimit, metrics } = options;
  const api = new OpenAPIHono<AccessEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const errors = result.error.issues.map((issue) => ({
        field: issue.path.join("."),
        problem: issue.message,
      }));
      return problem(c, 400, "Cannot use the request: see errors for each field", errors);
    },
  });
  const access = createAccess(ports, options);
  api.use("/api/v1/*", async (c, next) => {
    c.header("cache-control", "no-store");
    await next();
  });
  if (limit !== undefined) api.use("/api/v1/*", limit);
  addGates(api, ports, access);
  addLoginRoutes(api, ports, keyLimit);
  api.openAPIRegistry.registerComponent("securitySchemes", "token", {
    ...{ type: "http", scheme: "bearer" },
    description: "An API token; `jeton tokens add` makes one.",
  });
  addManageRoutes(api, scopedPorts(ports));
  if (metrics !== undefined) {
    api.get("/metrics", access("metrics:read"), async (c) =>
      c.body(await metrics.text(), 200, { "content-type": metrics.contentType }),
    );
  }
  api.openapi(healthRoute, (c) => c.json({ status: "ok" } as const, 200));
  api.route("/", createReadiness(ports));
  api.get("/api/v1/openapi.json", (c) => c.json(openApiDocument(api)));
  api.all("/api/v1/*", (c) => problem(c, 404, `Cannot find ${c.req.method} ${c.req.path}`));
  return api;
}

/** Returns what the bearer of a token may ask, by the schools that it is for. */
function scopedPorts(ports: Ports): (c: Context<AccessEnv>) => Scoped {
  const directory = directoryOf(ports);
  return (c) =>
    scopedTo(ports, directory, { scope: c.get("token")?.schools ?? null, account: null });
}

/** Adds the routes of a log-in: the attempt, the choice of a PIN and its confirmation. */
function addLoginRoutes(
  api: OpenAPIHono<AccessEnv>,
  ports: Ports,
  keyLimit: KeyLimit | undefined,
): void {
  const clientOf = (c: Context<AccessEnv>, given: ClientBody) => ({
    ...clientOfBody(given),
    attempt: attemptIdFrom(c.get("token"), c.req.header(idHeader)),
  });

  api.openapi(authenticateRoute, async (c) => {
    const given = c.req.valid("json");
    const refused = tooManyForKey(c, keyLimit, given.identifier);
    if (refused !== null) return refused as never;
    return c.json(loginBody(await logIn(ports, given, clientOf(c, given))), 200);
  });
  api.openapi(challengeRoute, async (c) =>
    c.json(await issueChallenge(ports, c.req.valid("json")), 200),
  );
  api.openapi(answerRoute, async (c) => {
    const given = c.req.valid("json");
    const refused = tooManyForKey(c, keyLimit, given.identifier);
    if (refused !== null) return refused as never;
    return c.json(loginBody(await answerChallenge(ports, given, clientOf(c, given))), 200);
  });
  api.openapi(statusRoute, async (c) => {
    const answer = await transactionStatus(ports, c.req.valid("json").transaction);
    if (!("hint" in answer)) return c.json({ result: "refused" } as const, 200);
    const challenge = answer.kind === "choosing-pin" ? "choose-pin" : "confirm-passcode";
    return c.json({ result: "challenge", challenge, ...answer.hint } as const, 200);
  });
  api.openapi(pinRoute, async (c) => {
    const answer = await submitPin(ports, c.req.valid("json"));
    switch (answer.kind) {
      case "refused":
        return c.json({ result: "refused" } as const, 200);
      case "pin-unfit":
        return c.json({ result: "pin-unfit", problem: answer.problem } as const, 200);
      case "confirm-passcode":
        return c.json(
          { result: "challenge", challenge: "confirm-passcode", ...answer.hint } as const,
          200,
        );
      default:
        return answer satisfies never;
    }
  });
  api.openapi(confirmRoute, async (c) => {
    const given = c.req.valid("json");
    const refused = tooManyForKey(c, keyLimit, given.transaction);
    if (refused !== null) return refused as never;
    return c.json(loginBody(await confirmPasscode(ports, given, clientOf(c, given))), 200);
  });
}

/** Adds what a request must pass before its route decides: the token's scope, its form, its id. */
function addGates(
  api: OpenAPIHono<AccessEnv>,
  ports: Ports,
  access: ReturnType<typeof createAccess>,
): void {
  const attempting = ["/api/v1/authenticate", "/api/v1/challenges", "/api/v1/challenges/*"];
  api.on("POST", [...attempting, "/api/v1/transactions/*"], access("authenticate"));
  const reading = ["/api/v1/keys", "/api/v1/keys/:serial", "/api/v1/holders/:identifier"];
  api.on("GET", reading, access("keys:read"));
  api.on("GET", "/api/v1/keys/:serial/events", access("audit:read"));
  const changing = ["/api/v1/keys", "/api/v1/keys/:serial/acts"];
  api.on("POST", changing, access("keys:write"));
  api.post("/api/v1/*", limitBody, requireJson);
  // Attempts remember their answers in the key's record, all else beside it.
  const answering = ["/api/v1/challenges/answer", "/api/v1/transactions/confirm"];
  const deciding = ["/api/v1/authenticate", ...answering];
  const once = ["/api/v1/transactions/pin", ...changing];
  api.on("POST", [...deciding, ...once], checkIdHeader());
  api.on("POST", once, answerOnce(ports));
}

/** Returns the OpenAPI 3.1 document of an API made by `createApi`. */
export function openApiDocument(api: OpenAPIHono<AccessEnv>): object {
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Jeton",
      version: "1",
      description:
        "Verifies the PASSCODE of a holder of an OTP key, and manages keys. Every refusal is the same answer, whatever its cause.",
    },
  });
}

const sentAgain =
  "`Idempotency-Key` in the header, 8 to 128 printable characters: sent again within 30 s with the same body, the attempt gets the same answer and is counted once. With another body it is refused.";

const authenticateRoute = createRoute({
  method: "post",
  security: [{ token: [] }],
  path: "/api/v1/authenticate",
  summary: "Decide a PASSCODE, or the code alone with which a first use begins",
  description: sentAgain,
  request: bodyOf(schema.authenticateRequest),
  responses: {
    200: answerOf("Accepted, challenged to choose a PIN, or refused", schema.loginAnswer),
    ...bodyProblems,
  },
});

const challengeRoute = createRoute({
  method: "post",
  security: [{ token: [] }],
  path: "/api/v1/challenges",
  summary: "Ask a challenge of the holder of a key with a keypad (OCRA, RFC 6287)",
  description:
    "Every identifier gets one, known or not, and nothing is stored. It can be answered once, right or wrong, for five minutes.",
  request: bodyOf(schema.challengeRequest),
  responses: { 200: answerOf("The challenge", schema.challengeIssued), ...bodyProblems },
});

const answerRoute = createRoute({
  method: "post",
  security: [{ token: [] }],
  path: "/api/v1/challenges/answer",
  summary: "Decide an answer: the PIN and the response, or the response alone at a first use",
  description: `${sentAgain} A chosen PIN is confirmed here as well, by the answer to a new challenge.`,
  request: bodyOf(schema.answerRequest),
  responses: {
    200: answerOf("Accepted, challenged to choose a PIN, or refused", schema.loginAnswer),
    ...bodyProblems,
  },
});

const statusRoute = createRoute({
  method: "post",
  security: [{ token: [] }],
  path: "/api/v1/transactions/status",
  summary: "Tell where a commissioning stands",
  request: bodyOf(schema.statusRequest),
  responses: {
    200: answerOf("What is to be done next, or refused", schema.statusAnswer),
    ...bodyProblems,
  },
});

const pinRoute = createRoute({
  method: "post",
  security: [{ token: [] }],
  path: "/api/v1/transactions/pin",
  summary: "Take the PIN that the holder chose, typed twice",
  description:
    "`Idempotency-Key` in the header, 8 to 128 printable characters: sent again within a day with the same body, the request gets the same answer and is not done again. With another body it is answered 409.",
  request: bodyOf(schema.pinRequest),
  responses: {
    200: answerOf("Challenged to confirm with the next code, or why not", schema.pinAnswer),
    ...notAgain,
    ...bodyProblems,
  },
});

const confirmRoute = createRoute({
  method: "post",
  security: [{ token: [] }],
  path: "/api/v1/transactions/confirm",
  summary: "Decide the first PASSCODE, made with a later code",
  description: sentAgain,
  request: bodyOf(schema.confirmRequest),
  responses: {
    200: answerOf("Accepted: the key is in service; or refused", schema.loginAnswer),
    ...bodyProblems,
  },
});

const healthRoute = createRoute({
  method: "get",
  path: "/healthz",
  summary: "Tell that the service runs",
  responses: { 200: answerOf("It runs", schema.health) },
});
