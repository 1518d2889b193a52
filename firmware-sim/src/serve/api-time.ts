import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { faultTable } from "@jeton/key";
import { type ApiParts, answer, body, noRight, refusals } from "./api-parts.ts";
import * as schema from "./api-schemas.ts";
import type { Operation } from "./operation.ts";

/** Adds the routes of what all keys share: time, faults that there are, health. */
export function addTimeRoutes(api: OpenAPIHono, { house, apply }: ApiParts): void {
  const moved = (operation: Operation) => {
    apply(operation);
    return house.time.view();
  };
  api.openapi(healthRoute, (c) => c.json({ status: "ok", keys: house.all().length } as const, 200));
  api.openapi(timeRoute, (c) => c.json(house.time.view(), 200));
  api.openapi(timeAct("advance", "Move time on", schema.milliseconds), (c) =>
    c.json(moved({ kind: "advance", ...c.req.valid("json") }), 200),
  );
  api.openapi(timeAct("jump", "Move time on to a moment", schema.jumpTo), (c) =>
    c.json(moved({ kind: "jump-to", ...c.req.valid("json") }), 200),
  );
  api.openapi(timeAct("freeze", "Stop scaled time", schema.nothing), (c) =>
    c.json(moved({ kind: "freeze" }), 200),
  );
  api.openapi(timeAct("resume", "Let scaled time go on", schema.nothing), (c) =>
    c.json(moved({ kind: "resume" }), 200),
  );
  api.openapi(timeAct("factor", "Let scaled time run faster or slower", schema.factor), (c) =>
    c.json(moved({ kind: "factor", ...c.req.valid("json") }), 200),
  );
  api.openapi(faultsRoute, (c) => c.json(faultRows, 200));
}

const faultRows: schema.FaultRowBody[] = faultTable.map(({ name, kind, effect, parameters }) => ({
  name,
  kind,
  effect,
  parameters: parameters.map(({ name: parameter, means }) => ({ name: parameter, means })),
}));

/** What generated clients call the moves of time. */
const moveNames = {
  advance: "advanceTime",
  jump: "jumpTime",
  freeze: "freezeTime",
  resume: "resumeTime",
  factor: "setTimeFactor",
} as const;

function timeAct<P extends keyof typeof moveNames, S extends z.ZodType>(
  path: P,
  summary: string,
  of: S,
) {
  return createRoute({
    method: "post",
    path: `/api/v1/time/${path}`,
    operationId: moveNames[path],
    summary,
    request: body(of),
    responses: { 200: answer("The time as it is now", schema.time), ...refusals },
  });
}

const healthRoute = createRoute({
  method: "get",
  path: "/api/v1/health",
  operationId: "getHealth",
  summary: "Tell that the server runs",
  responses: { 200: answer("It runs", schema.health), ...noRight },
});

const timeRoute = createRoute({
  method: "get",
  path: "/api/v1/time",
  operationId: "getTime",
  summary: "Tell the time that all keys share",
  responses: { 200: answer("The time", schema.time), ...noRight },
});

const faultsRoute = createRoute({
  method: "get",
  path: "/api/v1/faults",
  operationId: "listFaults",
  summary: "List the faults that a key can have",
  responses: { 200: answer("The faults", z.array(schema.faultRow)), ...noRight },
});
