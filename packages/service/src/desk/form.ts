import type { Context } from "hono";
import { parseFormBody } from "../web/form-body.ts";
import { csrfField } from "../web/session.ts";

/** A form as it came: its token, and its fields without it. */
export type DeskForm = {
  readonly csrf: string | null;
  readonly fields: ReadonlyMap<string, string>;
};

/**
 * Returns the form of a request, or null if it has none: another media type, broken UTF-8, a
 * field that is there twice, or one with a control character other than a line's end or a tab.
 */
export async function parseDeskForm(c: Context): Promise<DeskForm | null> {
  const type = c.req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return null;
  const body = parseFormBody(new Uint8Array(await c.req.arrayBuffer()));
  if (body === null) return null;
  const fields = new Map<string, string>();
  for (const [name, [value, ...more]] of body) {
    if (value === undefined || more.length > 0 || unfit.test(value)) return null;
    fields.set(name, value);
  }
  const csrf = fields.get(csrfField) ?? null;
  fields.delete(csrfField);
  return { csrf, fields };
}

const unfit = /[^\P{Cc}\r\n\t]/u;
