import { createRoute, type OpenAPIHono, type z } from "@hono/zod-openapi";
import { shownKey } from "./api-keys.ts";
import { type ApiParts, answer, body, noKey, refusals, serialInPath } from "./api-parts.ts";
import * as schema from "./api-schemas.ts";
import type { Operation } from "./operation.ts";

/** Adds the routes of what can be done to one key. */
export function addActRoutes(api: OpenAPIHono, { house, apply }: ApiParts): void {
  const acted = (operation: Operation & { readonly serial: string }) => {
    apply(operation);
    return shownKey(house, operation.serial);
  };
  api.openapi(keyAct("button", "Press, hold or release the button", schema.button), (c) =>
    c.json(acted({ kind: "button", ...c.req.valid("param"), ...c.req.valid("json") }), 200),
  );
  api.openapi(keyAct("keypad", "Press buttons of the keypad", schema.keypad), (c) =>
    c.json(acted({ kind: "keypad", ...c.req.valid("param"), ...c.req.valid("json") }), 200),
  );
  api.openapi(keyAct("temperature", "Put the key where it is so warm", schema.temperature), (c) =>
    c.json(acted({ kind: "temperature", ...c.req.valid("param"), ...c.req.valid("json") }), 200),
  );
  api.openapi(
    keyAct("offset", "Set the clock to true time plus so much", schema.milliseconds),
    (c) => c.json(acted({ kind: "offset", ...c.req.valid("param"), ...c.req.valid("json") }), 200),
  );
  api.openapi(keyAct("jump", "Move the key's clock", schema.milliseconds), (c) =>
    c.json(acted({ kind: "jump", ...c.req.valid("param"), ...c.req.valid("json") }), 200),
  );
  api.openapi(keyAct("rate", "Set the tolerance of the crystal", schema.rate), (c) =>
    c.json(acted({ kind: "rate", ...c.req.valid("param"), ...c.req.valid("json") }), 200),
  );
  api.openapi(keyAct("glass", "Change contrast, viewing angle and defects", schema.glass), (c) =>
    c.json(acted({ kind: "glass", ...c.req.valid("param"), condition: c.req.valid("json") }), 200),
  );
  api.openapi(keyAct("power-up", "Restart the key", schema.nothing), (c) =>
    c.json(acted({ kind: "power-up", ...c.req.valid("param") }), 200),
  );
  api.openapi(faultRoute, (c) => {
    const { name, values = {} } = c.req.valid("json");
    const { fault } = apply({ kind: "fault", ...c.req.valid("param"), name, values });
    if (fault === undefined) throw new TypeError("Cannot tell the fault: none struck");
    return c.json(fault, 201);
  });
  api.openapi(clearRoute, (c) => {
    apply({ kind: "clear-faults", ...c.req.valid("param") });
    return c.body(null, 204);
  });
  api.openapi(seedRoute, (c) => {
    const seed = { ...c.req.valid("param"), ...c.req.valid("json") };
    const { load } = apply({ kind: "load-seed", ...seed });
    if (load === undefined) throw new TypeError("Cannot tell what became of the seed");
    return c.json({ load }, 200);
  });
}

/** What generated clients call the acts. */
const actNames = {
  button: "operateButton",
  keypad: "pressKeypad",
  temperature: "setTemperature",
  offset: "setOffset",
  jump: "jumpClock",
  rate: "setRate",
  glass: "setGlass",
  "power-up": "restartKey",
} as const;

/** Returns the route of an act on one key; it answers the key as it is then. */
function keyAct<P extends keyof typeof actNames, S extends z.ZodType>(
  path: P,
  summary: string,
  of: S,
) {
  return createRoute({
    method: "post",
    path: `/api/v1/keys/{serial}/${path}`,
    operationId: actNames[path],
    summary,
    request: { params: serialInPath, ...body(of) },
    responses: { 200: answer("The key as it is now", schema.key), ...refusals },
  });
}

const faultRoute = createRoute({
  method: "post",
  path: "/api/v1/keys/{serial}/faults",
  operationId: "injectFault",
  summary: "Let a fault strike; values left out are drawn from the key's seeded numbers",
  request: { params: serialInPath, ...body(schema.newFault) },
  responses: { 201: answer("The fault with all its values", schema.struckFault), ...refusals },
});

const clearRoute = createRoute({
  method: "delete",
  path: "/api/v1/keys/{serial}/faults",
  operationId: "clearFaults",
  summary: "Take away the lasting faults",
  request: { params: serialInPath },
  responses: { 204: { description: "They are gone" }, ...noKey },
});

const seedRoute = createRoute({
  method: "post",
  path: "/api/v1/keys/{serial}/seed",
  operationId: "loadSeed",
  summary: "Load a seed with its check value",
  request: { params: serialInPath, ...body(schema.newSeed) },
  responses: { 200: answer("What the key made of it", schema.loaded), ...refusals },
});
