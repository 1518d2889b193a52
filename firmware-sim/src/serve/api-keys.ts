import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { counterParameters } from "@jeton/core/units";
import {
  drawSvg,
  drawText,
  glassCondition,
  type KeyReading,
  type Lcd,
  type SvgOptions,
} from "@jeton/key";
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
  plain,
  refusals,
  serialInPath,
} from "./api-parts.ts";
import * as schema from "./api-schemas.ts";
import type { HouseKey } from "./house-key.ts";
import { KeyHouse } from "./key-house.ts";
import { type KeyView, keyView } from "./key-view.ts";
import { planKeys } from "./new-keys.ts";
import type { NewKeyOperation } from "./operation.ts";
import type { Plain } from "./plain.ts";

/** Adds the routes that list, make, show and delete keys. */
export function addKeyRoutes(api: OpenAPIHono, parts: ApiParts): void {
  const { house, apply, random } = parts;
  api.openapi(listRoute, (c) =>
    c.json(
      house.all().map(({ key }) => shownKey(house, key.serial)),
      200,
    ),
  );
  api.openapi(showRoute, (c) => c.json(shownKey(house, c.req.valid("param").serial), 200));
  api.openapi(createKeysRoute, (c) => {
    const request = c.req.valid("json");
    const plans = planKeys(request, { random, isTaken: (serial) => house.has(serial) });
    createAll(plans, parts);
    const tells = request.from === "random";
    return c.json(
      plans.map((plan) => (tells ? toldPlan(plan) : { serial: plan.key.serial })),
      201,
    );
  });
  api.openapi(deleteRoute, (c) => {
    apply({ kind: "delete-key", serial: c.req.valid("param").serial });
    return c.body(null, 204);
  });
  addPictureRoutes(api, house);
}

/** Returns the key's view as an answer holds it. Throws NoSuchKeyError. */
export function shownKey(house: KeyHouse, serial: string): Plain<KeyView> {
  return plain(keyView(house, serial));
}

type Drawn = { readonly lcd: Lcd; readonly options: SvgOptions };

function addPictureRoutes(api: OpenAPIHono, house: KeyHouse): void {
  const drawn = (serial: string): Drawn => {
    const { lcd, condition } = glassOf(house.held(serial));
    const idPrefix = `key-${serial.replace(/[^A-Za-z0-9]/g, "-")}`;
    return { lcd, options: { body: { serial }, idPrefix, condition } };
  };
  api.openapi(pictureRoute("txt", "text/plain"), (c) => {
    const { lcd, condition } = glassOf(house.held(c.req.valid("param").serial));
    return c.text(`${drawText(lcd, { condition })}\n`);
  });
  api.openapi(pictureRoute("svg", "image/svg+xml"), (c) => {
    const { lcd, options } = drawn(c.req.valid("param").serial);
    return c.body(drawSvg(lcd, options), 200, { "content-type": "image/svg+xml" });
  });
  api.openapi(pictureRoute("png", "image/png"), async (c) => {
    const { lcd, options } = drawn(c.req.valid("param").serial);
    const png = await drawPng(lcd, options);
    return c.body(Uint8Array.from(png).buffer, 200, { "content-type": "image/png" });
  });
}

/** Returns the display's lines and the state of the glass; a counter key's glass is never damaged. */
function glassOf(held: HouseKey): Pick<KeyReading, "lcd" | "condition"> {
  if (held.kind === "totp") return held.key.reading();
  const lcd = held.key.display();
  return { lcd, condition: glassCondition({}, lcd.glass) };
}

/** Makes all of the keys or none. */
function createAll(plans: readonly NewKeyOperation[], { house, apply }: ApiParts): void {
  // What would be refused is refused by a house that nobody sees.
  const trial = new KeyHouse({ kind: "virtual", startsAt: house.time.source.now() });
  for (const plan of plans) {
    if (house.has(plan.key.serial)) {
      const serial = JSON.stringify(plan.key.serial);
      throw new NotPossibleError(`Cannot create the key ${serial}: it is there`);
    }
    trial.apply(plan);
  }
  for (const plan of plans) apply(plan);
}

function toldPlan(operation: NewKeyOperation): schema.CreatedKey {
  const { serial, seedHex } = operation.key;
  // No otpauth URI says a suite.
  if (operation.kind === "create-keypad-key") return { serial, seedHex };
  const of =
    operation.kind === "create-key"
      ? { parameters: operation.key.parameters }
      : { parameters: counterParameters(operation.key), counter: operation.key.counter };
  const key = fileKey({ seed: hexToBytes(seedHex), ...of, issuer: "Jeton", holder: serial });
  return { serial, seedHex, otpauth: formatOtpauth(key) };
}

const listRoute = createRoute({
  method: "get",
  path: "/api/v1/keys",
  operationId: "listKeys",
  summary: "List the keys",
  responses: { 200: answer("The keys", z.array(schema.key)), ...noRight },
});

const createKeysRoute = createRoute({
  method: "post",
  path: "/api/v1/keys",
  operationId: "createKeys",
  summary: "Create keys: random ones, of a seed, an otpauth:// URI or a PSKC file",
  request: body(schema.newKeys),
  responses: { 201: answer("The new keys", z.array(schema.createdKey)), ...refusals },
});

const showRoute = createRoute({
  method: "get",
  path: "/api/v1/keys/{serial}",
  operationId: "showKey",
  summary: "Tell everything about a key but its seed",
  request: { params: serialInPath },
  responses: { 200: answer("The key", schema.key), ...noKey },
});

const deleteRoute = createRoute({
  method: "delete",
  path: "/api/v1/keys/{serial}",
  operationId: "deleteKey",
  summary: "Delete a key",
  request: { params: serialInPath },
  responses: { 204: { description: "It is gone" }, ...noKey },
});

function pictureRoute<E extends string, T extends string>(ending: E, type: T) {
  const content = { [type]: { schema: z.string() } };
  return createRoute({
    method: "get",
    path: `/api/v1/keys/{serial}/display.${ending}`,
    operationId: `drawDisplayAs${ending[0]?.toUpperCase()}${ending.slice(1)}`,
    summary: `Draw the display as ${type}`,
    request: { params: serialInPath },
    responses: { 200: { description: "The display", content }, ...noKey },
  });
}
