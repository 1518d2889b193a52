import { gunzipSync, gzipSync } from "node:zlib";
import { hasEndedBy, unixMilliseconds } from "@jeton/core";
import { type Ports, soundOrNull } from "@jeton/validator/parts";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { languageOf } from "./language.ts";
import { openForBrowser, sealForBrowser } from "./sealed-for-browser.ts";

type KeptPorts = Pick<Ports, "documents" | "keyring" | "random" | "clock">;

/** The parameter of the address under which a kept page is opened. */
export const shownQuery = "shown";

const kind = "kept-page";
/** How long Back and Reload find the page; later they find the form as it is opened anew. */
const keptMilliseconds = 10 * 60_000;
/** No store keeps larger documents gladly; etcd takes 1.5 MB. */
const bytesMax = 512 * 1024;

/** Where a kept page is opened. */
export type Shown = {
  /** The address of the form, which is opened anew once the page is gone. */
  readonly at: string;
  /** What only this browser has. */
  readonly token: string;
  /** Whether the page is gone once it was opened: it shows a secret. Default: no. */
  readonly isOnce?: boolean;
};

/**
 * Returns the answer to a form as a redirect to an address of its own, so that the browser's Back and Reload never ask
 * to send the form again. The page waits there, sealed for this browser alone. What leads on already, what says that
 * nothing can be answered now, and what is too large to be kept is answered as it is.
 */
export async function showByAddress(
  c: Context,
  ports: KeptPorts,
  answer: Response,
  { at, token, isOnce = false }: Shown,
): Promise<Response> {
  const { status } = answer;
  const isPage = answer.headers.get("content-type")?.startsWith("text/html") === true;
  const leadsOn = answer.headers.has("location");
  if (!isPage || leadsOn || answer.headers.has("retry-after") || status >= 500) return answer;
  const html = await answer.text();
  const plain = gzipSync(JSON.stringify([status, isOnce, languageOf(c), html]));
  const id = Buffer.from(ports.random(16)).toString("hex");
  const body = JSON.stringify(sealForBrowser(ports, { kind, id, token }, plain));
  const expiresAt = unixMilliseconds(ports.clock() + keptMilliseconds);
  const isKept =
    body.length <= bytesMax && (await ports.documents.put(kind, id, 0, { body, expiresAt }));
  if (!isKept) return c.html(html, status as ContentfulStatusCode);
  return c.redirect(`${at}${at.includes("?") ? "&" : "?"}${shownQuery}=${id}`, 303);
}

/** Returns the page that waits under this address for this browser; null for none, or not any more. */
export async function keptPage(
  c: Context,
  { documents, keyring, clock }: KeptPorts,
  token: string,
): Promise<Response | null> {
  const id = c.req.query(shownQuery) ?? "";
  if (!/^[0-9a-f]{32}$/u.test(id)) return null;
  const stored = await soundOrNull(documents.load(kind, id));
  if (stored === null || stored.expiresAt === null) return null;
  const end = { expiresAt: stored.expiresAt, millisecondsMax: keptMilliseconds };
  if (hasEndedBy(end, clock())) return null;
  const plain = openForBrowser(keyring, { kind, id, token }, String(JSON.parse(stored.body)));
  if (plain === null) return null;
  const [status, isOnce, language, html] = JSON.parse(gunzipSync(plain).toString("utf8")) as [
    ContentfulStatusCode,
    boolean,
    string,
    string,
  ];
  // It was drawn in the other language: the form is opened anew in this one.
  if (language !== languageOf(c)) return null;
  // Of two browsers' requests at once only one sees it.
  if (isOnce && !(await documents.remove(kind, id, stored.revision))) return null;
  c.header("vary", "Cookie, Accept-Language");
  return c.html(html, status);
}
