import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as schema from "./api-code-schemas.ts";
import { type ApiParts, answer, body, plain, refusals, serialInPath } from "./api-parts.ts";
import { CodeDesk, type CodeView } from "./give-code.ts";
import { giveResponse, wrongResponse } from "./give-response.ts";

/** Adds the routes that give codes: right ones that last, and ones that are wrong on purpose. */
export function addCodeRoutes(api: OpenAPIHono, parts: ApiParts): void {
  const desk = new CodeDesk(parts);
  const given = (c: Context, serial: string, asked: schema.CodeQuery): Promise<CodeView> => {
    const question = {
      serial,
      minValiditySeconds: asked["min-validity"] ?? 0,
      waitSeconds: asked.wait ?? schema.waitSecondsMax,
      signal: c.req.raw.signal,
    };
    const { wrong, steps = null } = asked;
    if (wrong !== undefined) return desk.wrong({ ...question, wrong, steps });
    if (steps === null) return desk.shown(question);
    throw new RangeError("Cannot use steps for the right code: add wrong=expired or wrong=next");
  };
  api.openapi(codeRoute, async (c) =>
    c.json(plain(await given(c, c.req.valid("param").serial, c.req.valid("query"))), 200),
  );
  api.openapi(codeTextRoute, async (c) => {
    const { code } = await given(c, c.req.valid("param").serial, c.req.valid("query"));
    return c.text(`${code}\n`, 200);
  });
  api.openapi(nextCodeRoute, async (c) => {
    const asked = c.req.valid("json");
    const view = await desk.next({
      ...c.req.valid("param"),
      minValiditySeconds: asked.minValiditySeconds ?? 0,
      waitSeconds: asked.waitSeconds ?? schema.waitSecondsMax,
      advance: asked.advance ?? false,
      signal: c.req.raw.signal,
    });
    return c.json(plain(view), 200);
  });
  api.openapi(responseRoute, (c) => {
    const { wrong, steps = null, ...typed } = c.req.valid("json");
    const question = { ...c.req.valid("param"), ...typed };
    if (wrong !== undefined) {
      return c.json(plain(wrongResponse(parts, { ...question, wrong, steps })), 200);
    }
    if (steps === null) return c.json(plain(giveResponse(parts, question)), 200);
    throw new RangeError("Cannot use steps for the right response: add wrong");
  });
}

const responseRoute = createRoute({
  method: "post",
  path: "/api/v1/keys/{serial}/response",
  operationId: "answerChallenge",
  summary: "Type a challenge into the keypad and read the response, or make a wrong one",
  description:
    "Clears what was typed before. With `wrong` nothing is typed, and the key does not change.",
  request: { params: serialInPath, ...body(schema.challenge) },
  responses: { 200: answer("The response", schema.response), ...refusals },
});

const asks = { params: serialInPath, query: schema.codeQuery };

const codeRoute = createRoute({
  method: "get",
  path: "/api/v1/keys/{serial}/code",
  operationId: "readCode",
  summary: "Read the code off the glass, once it lasts long enough, or make a wrong one",
  description:
    "Changes nothing about the key. In real and scaled time it waits for a code that lasts `min-validity`; where time stands still it answers 409 and how far to advance.",
  request: asks,
  responses: { 200: answer("The code", schema.code), ...refusals },
});

const codeTextRoute = createRoute({
  method: "get",
  path: "/api/v1/keys/{serial}/code.txt",
  operationId: "readCodeAsText",
  summary: "The same as text: the digits and a line break, for a shell",
  request: asks,
  responses: {
    200: { description: "The digits", content: { "text/plain": { schema: z.string() } } },
    ...refusals,
  },
});

const nextCodeRoute = createRoute({
  method: "post",
  path: "/api/v1/keys/{serial}/next-code",
  operationId: "takeNextCode",
  summary: "Do what a holder does for a code that was not given yet, and read it",
  description:
    "Presses the button of a key that is dark or counts, and waits for the next code of one that was read before. With `advance`, time is moved on instead of waited for, where it can be.",
  request: { params: serialInPath, ...body(schema.nextCode) },
  responses: { 200: answer("The code", schema.code), ...refusals },
});
