import { deviceTokenLengthMax } from "@jeton/validator/parts";
import type { HonoRequest } from "hono";
import type { ApiToken } from "../tokens/api-tokens.ts";
import { attemptIdFrom, idForm } from "../web/attempt-id.ts";
import { parseFormBody } from "../web/form-body.ts";
import type { CheckRequest } from "./check.ts";

/** A request as it was sent: what user and realm mean together is not decided yet. */
export type SentRequest = CheckRequest & { readonly realm: string };

export type ReadRequest =
  | { readonly kind: "read"; readonly request: SentRequest }
  | { readonly kind: "unusable"; readonly status: 400 | 415; readonly detail: string };

const fieldLengthMax = 1024;

/**
 * Reads the fields of `/validate/check` from the address, from a form or from JSON. A form or an address
 * that is not in UTF-8 is read as Latin-1: RADIUS hands on whatever bytes the client sent. `token`: the
 * API token that came with them.
 */
export async function readCheckRequest(
  req: HonoRequest,
  token: ApiToken | null,
): Promise<ReadRequest> {
  const type = req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  const bytes = new Uint8Array(await req.arrayBuffer());
  let fields: Fields | null;
  try {
    if (req.method === "GET") fields = formFields(queryOf(req), isPlugin(req));
    else if (type === "application/json") fields = jsonFields(bytes);
    else if (type === "application/x-www-form-urlencoded")
      fields = formFields(bytes, isPlugin(req));
    else return unusable(415, "Cannot read the body: expected a form or JSON");
  } catch {
    fields = null;
  }
  if (fields === null) return unusable(400, "Cannot read the fields: expected each of them once");
  return checkedFields(fields, token);
}

function checkedFields(fields: Fields, token: ApiToken | null): ReadRequest {
  const { user = "", serial = "", realm = "" } = fields;
  // Some clients send the NUL that ends the password, and what lay behind it in memory.
  const [pass = ""] = (fields.pass ?? "").split("\0", 1);
  const state = fields.state || fields.transaction_id || "";
  const { device = "", flow = "" } = fields;
  if ([user, serial, realm, pass, state, flow].some((text) => text.length > fieldLengthMax)) {
    return unusable(400, `Cannot use a field of over ${fieldLengthMax} characters`);
  }
  if (device.length > deviceTokenLengthMax) {
    return unusable(400, `Cannot use a device of over ${deviceTokenLengthMax} characters`);
  }
  if (user === "" && serial === "") return unusable(400, "ERR905: Missing parameter: 'user'");
  // Both: the user's own key is the only one that they may use.
  if (user !== "" && serial !== "")
    return unusable(400, "Cannot use both user and serial: give one");
  const id = fields.attempt_id || undefined;
  if (id !== undefined && !idForm.test(id)) {
    return unusable(
      400,
      "Cannot use attempt_id: expected 8 to 128 printable characters, no blanks",
    );
  }
  const attempt = attemptIdFrom(token, id);
  const client = { devices: device === "" ? [] : [device], flow: flow || null, attempt };
  const request = {
    user: user || null,
    serial: serial || null,
    realm,
    pass,
    state: state || null,
    client,
  };
  return { kind: "read", request };
}

type Fields = Readonly<Partial<Record<string, string>>>;

/**
 * privacyIDEA's FreeRADIUS plugin percent-encodes user and pass once more than the form needs, and
 * names itself "FreeRADIUS" and nothing else.
 */
function isPlugin(req: HonoRequest): boolean {
  return req.header("user-agent") === "FreeRADIUS";
}

/** The query as it stands in the address, still percent-encoded. */
function queryOf({ url }: HonoRequest): Uint8Array {
  const begin = url.indexOf("?");
  return Buffer.from(begin < 0 ? "" : url.slice(begin + 1), "latin1");
}

function formFields(bytes: Uint8Array, encodedTwice: boolean): Fields | null {
  const body = parseFormBody(bytes, "latin1");
  if (body === null) return null;
  const fields: Record<string, string> = {};
  for (const [name, values] of body) {
    const [value = ""] = values;
    // A field given twice means two things.
    if (values.length > 1) return null;
    const isAgain = encodedTwice && (name === "user" || name === "pass");
    fields[name] = isAgain ? decodeURIComponent(value) : value;
  }
  return fields;
}

function jsonFields(bytes: Uint8Array): Fields | null {
  const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const fields = Object.entries(value).filter(([, each]) => each !== null);
  return fields.every(([, each]) => typeof each === "string")
    ? (Object.fromEntries(fields) as Fields)
    : null;
}

function unusable(status: 400 | 415, detail: string): ReadRequest {
  return { kind: "unusable", status, detail };
}
