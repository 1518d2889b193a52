// The same door for programs, with Fastify: JSON in, JSON out, an attempt id for what is sent again.
import { type Client, TooBusyError, type Validator } from "@jeton/validator";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";

const text = { type: "string", maxLength: 512 } as const;
const carried = { devices: { type: "array", items: text, maxItems: 4 }, flow: text } as const;
const bodyOf = (names: readonly string[]) => ({
  body: {
    type: "object",
    required: names,
    properties: { ...Object.fromEntries(names.map((name) => [name, text])), ...carried },
  },
});

type Carried = { readonly devices?: readonly string[]; readonly flow?: string };

export function fastifyLogin(validator: Validator): FastifyInstance {
  const app = Fastify();

  /** What the client carries from its last answer, and the id by which a lost answer is asked for again. */
  function clientOf(request: FastifyRequest, { devices = [], flow }: Carried): Client {
    const id = request.headers["idempotency-key"];
    const attempt = typeof id === "string" ? { caller: request.ip, id } : null;
    return { devices, flow: flow ?? null, attempt };
  }

  app.post<{ Body: Carried & { identifier: string; passcode: string } }>(
    "/login",
    { schema: bodyOf(["identifier", "passcode"]) },
    async (request, reply) => {
      const { identifier, passcode, ...rest } = request.body;
      const answer = await validator.logIn(identifier, passcode, clientOf(request, rest));
      return reply.code(answer.kind === "refused" ? 401 : 200).send(answer);
    },
  );
  app.post<{ Body: { transaction: string; pin: string; pinAgain: string } }>(
    "/pin",
    { schema: bodyOf(["transaction", "pin", "pinAgain"]) },
    async (request, reply) => {
      const { transaction, pin, pinAgain } = request.body;
      const answer = await validator.choosePin(transaction, pin, pinAgain);
      return reply.code(answer.kind === "confirm-passcode" ? 200 : 422).send(answer);
    },
  );
  app.post<{ Body: Carried & { transaction: string; passcode: string } }>(
    "/confirm",
    { schema: bodyOf(["transaction", "passcode"]) },
    async (request, reply) => {
      const { transaction, passcode, ...rest } = request.body;
      const answer = await validator.confirmPin(transaction, passcode, clientOf(request, rest));
      return reply.code(answer.kind === "refused" ? 401 : 200).send(answer);
    },
  );
  app.setErrorHandler((error: Error & { readonly validation?: unknown }, _request, reply) => {
    if (error.validation !== undefined) return reply.code(400).send({ kind: "unusable" });
    if (error instanceof TooBusyError) reply.header("retry-after", error.retryAfterSeconds);
    // Not stored, or nobody knows: never an answer. With the same id the client may ask again.
    return reply.code(503).send({ kind: "try-again" });
  });
  return app;
}
