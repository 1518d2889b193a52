import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { drawSvg, drawText, type SimulatedKey, type SvgOptions } from "@jeton/key";
import { fileKey, formatOtpauth } from "@jeton/keyfiles";
import { hexToBytes } from "@noble/hashes/utils.js";
import { drawPng } from "../pictures/png.ts";
import { NotPossibleError } from "../time/house-time.ts";
import {
  type ApiParts,
  answer,
  body,
  noKey,
  noRight,
  refusals,
  serialInPath,
} from "./api-parts.ts";
import * as schema from "./api-schemas.ts";
import { KeyHouse } from "./key-house.ts";
import { keyView } from "./key-view.ts";
import { planKeys } from "./new-keys.ts";
import type { KeyPlan } from "./operation.ts";

/** Adds the routes that list, make, show and delete keys. */
export function addKeyRoutes(api: OpenAPIHono, parts: ApiParts): void {
  const { house, apply, random } = parts;
  api.openapi(listRoute, (c) => c.json(house.keys().map(shownKey), 200));
  api.openapi(showRoute, (c) => c.json(shownKey(house.key(c.req.valid("param").serial)), 200));
  api.openapi(createKeysRoute, (c) => {
    const request = c.req.valid("json");
    const plans = planKeys(request, { random, isTaken: (serial) => house.has(serial) });
    createAll(plans, parts);
    const tells = request.from === "random";
    return c.json(
      plans.map((plan) => (tells ? toldPlan(plan) : { serial: plan.serial })),
      201,
    );
  });
  api.openapi(deleteRoute, (c) => {
    apply({ kind: "delete-key", serial: c.req.valid("param").serial });
    return c.body(null, 204);
  });
  addPictureRoutes(api, house);
}

/** Returns the key's view as an answer holds it. */
export function shownKey(key: SimulatedKey): schema.Plain<ReturnType<typeof keyView>> {
  // The same data: JSON knows neither brands nor readonly.
  return keyView(key) as unknown as schema.Plain<ReturnType<typeof keyView>>;
}

function addPictureRoutes(api: OpenAPIHono, house: KeyHouse): void {
  const options = (key: SimulatedKey): SvgOptions => ({
    body: { serial: key.serial },
    condition: key.reading().condition,
    idPrefix: `key-${key.serial.replace(/[^A-Za-z0-9]/g, "-")}`,
  });
  api.openapi(pictureRoute("txt", "text/plain"), (c) => {
    const { lcd, condition } = house.key(c.req.valid("param").serial).reading();
    return c.text(`${drawText(lcd, { condition })}\n`);
  });
  api.openapi(pictureRoute("svg", "image/svg+xml"), (c) => {
    const key = house.key(c.req.valid("param").serial);
    return c.body(drawSvg(key.display(), options(key)), 200, { "content-type": "image/svg+xml" });
  });
  api.openapi(pictureRoute("png", "image/png"), async (c) => {
    const key = house.key(c.req.valid("param").serial);
    const png = await drawPng(key.display(), options(key));
    return c.body(Uint8Array.from(png).buffer, 200, { "content-type": "image/png" });
  });
}

/** Makes all of the keys or none. */
function createAll(plans: readonly KeyPlan[], { house, apply }: ApiParts): void {
  // What would be refused is refused by a house that nobody sees.
  const trial = new KeyHouse({ kind: "virtual", startsAt: house.time.source.now() });
  for (const key of plans) {
    if (house.has(key.serial)) {
      const serial = JSON.stringify(key.serial);
      throw new NotPossibleError(`Cannot create the key ${serial}: it is there`);
    }
    trial.apply({ kind: "create-key", key });
  }
  for (const key of plans) apply({ kind: "create-key", key });
}

function toldPlan({ serial, seedHex, parameters }: KeyPlan): schema.CreatedKey {
  const key = fileKey({ seed: hexToBytes(seedHex), parameters, issuer: "Jeton", holder: serial });
  return { serial, seedHex, otpauth: formatOtpauth(key) };
}

const listRoute = createRoute({
  method: "get",
  path: "/api/v1/keys",
  summary: "List the keys",
  responses: { 200: answer("The keys", z.array(schema.key)), ...noRight },
});

const createKeysRoute = createRoute({
  method: "post",
  path: "/api/v1/keys",
  summary: "Create keys: random ones, of a seed, an otpauth:// URI or a PSKC file",
  request: body(schema.newKeys),
  responses: { 201: answer("The new keys", z.array(schema.createdKey)), ...refusals },
});

const showRoute = createRoute({
  method: "get",
  path: "/api/v1/keys/{serial}",
  summary: "Tell everything about a key but its seed",
  request: { params: serialInPath },
  responses: { 200: answer("The key", schema.key), ...noKey },
});

const deleteRoute = createRoute({
  method: "delete",
  path: "/api/v1/keys/{serial}",
  summary: "Delete a key",
  request: { params: serialInPath },
  responses: { 204: { description: "It is gone" }, ...noKey },
});

function pictureRoute<E extends string, T extends string>(ending: E, type: T) {
  const content = { [type]: { schema: z.string() } };
  return createRoute({
    method: "get",
    path: `/api/v1/keys/{serial}/display.${ending}`,
    summary: `Draw the display as ${type}`,
    request: { params: serialInPath },
    responses: { 200: { description: "The display", content }, ...noKey },
  });
}
