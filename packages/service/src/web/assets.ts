import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { Hono } from "hono";
import { coloursSheet } from "./colours.ts";
import type { Brand, Logo } from "./portal-ports.ts";

/** The drawings that `tools/generate-key-pictures.ts` writes. */
export type KeyDrawing = "code" | "bars" | "battery" | "blank";

const directory = new URL("../../public/", import.meta.url);

const mediaTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** The style sheets, in the order in which they apply. */
export const styleSheets = [
  "base.css",
  "frame.css",
  "forms.css",
  "messages.css",
  "steps.css",
  "passcode.css",
  "countdown.css",
  "applications.css",
  "recovery-codes.css",
  "help.css",
] as const;

/** The help desk's: the portal's own first, so that both look alike. */
export const deskStyleSheets = [
  "base.css",
  "frame.css",
  "forms.css",
  "messages.css",
  "desk.css",
  "desk-key.css",
  "desk-fleet.css",
  "letter.css",
] as const;

/** What pages name; scripts name one another. */
export type AssetName =
  | (typeof styleSheets)[number]
  | (typeof deskStyleSheets)[number]
  | "portal.js"
  | "icon.svg"
  | "brand-colours.css"
  | `brand-logo${Logo["extension"]}`
  | `key-${KeyDrawing}.svg`;

/** The portal's style, scripts and pictures. */
export type Assets = {
  /** Returns the address of a file; another one as soon as any of the files changes. */
  readonly url: (name: AssetName) => string;
  readonly routes: Hono;
};

/**
 * Reads the files once, and adds those of an installation. Their addresses hold a hash of them all, so that browsers may keep them for
 * ever, and scripts can name one another relatively.
 */
export function openAssets({ colours, logo }: Pick<Brand, "colours" | "logo"> = {}): Assets {
  const names = readdirSync(directory)
    .filter((name) => extname(name) in mediaTypes)
    .sort();
  const files = new Map(
    names.map((name) => [name, new Uint8Array(readFileSync(new URL(name, directory)))]),
  );
  if (colours !== undefined) {
    files.set("brand-colours.css", new TextEncoder().encode(coloursSheet(colours)));
  }
  if (logo !== undefined) files.set(`brand-logo${logo.extension}`, logo.bytes);
  const hash = createHash("sha256");
  for (const [name, bytes] of files) hash.update(`${name} ${bytes.length}\n`).update(bytes);
  const version = hash.digest("hex").slice(0, 16);

  const routes = new Hono().get("/assets/:version/:name", (c) => {
    const bytes = files.get(c.req.param("name"));
    if (bytes === undefined || c.req.param("version") !== version) return c.notFound();
    return c.body(bytes, 200, {
      "content-type": mediaTypes[extname(c.req.param("name"))] ?? "application/octet-stream",
      "cache-control": "public, max-age=31536000, immutable",
    });
  });
  return { url: (name) => `/assets/${version}/${name}`, routes };
}
