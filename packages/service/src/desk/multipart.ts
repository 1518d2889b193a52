import { isSameOrigin } from "@jeton/http";
import type { Context } from "hono";
import { csrfField } from "../web/session.ts";
import { isDeskCsrf } from "./desk-cookie.ts";
import type { DeskParts } from "./desk-view.ts";

/** A form with a file. */
export type FileForm = {
  readonly fields: ReadonlyMap<string, string>;
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | null;
};

/** Returns a form with a file that came from a page of ours in this browser. */
export async function readFileForm(
  c: Context,
  { ports }: DeskParts,
  token: string,
): Promise<FileForm | "foreign" | "unusable"> {
  if (!isSameOrigin(c)) return "foreign";
  const type = c.req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "multipart/form-data") return "unusable";
  const form = await c.req.formData().catch(() => null);
  if (form === null) return "unusable";
  const fields = new Map<string, string>();
  let file: FileForm["file"] = null;
  for (const [name, value] of form.entries()) {
    if (typeof value === "string") {
      if (fields.has(name) || /\p{Cc}/u.test(value)) return "unusable";
      fields.set(name, value);
    } else if (file !== null) return "unusable";
    else file = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) };
  }
  if (!isDeskCsrf(ports.keyring, token, fields.get(csrfField) ?? "")) return "foreign";
  fields.delete(csrfField);
  return { fields, file: file !== null && file.bytes.length > 0 ? file : null };
}
