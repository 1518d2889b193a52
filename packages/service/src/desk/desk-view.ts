import type { ClockAlarm, UnixMilliseconds } from "@jeton/core";
import type { Context } from "hono";
import type { HolderDirectory } from "../holders/directory-of.ts";
import type { Scoped } from "../scoped/index.ts";
import type { StaffAccount } from "../staff/account.ts";
import type { Assets } from "../web/assets.ts";
import type { PortalPorts } from "../web/portal-ports.ts";
import { type FormView, viewOf } from "../web/view.ts";
import { deskCsrf } from "./desk-cookie.ts";

/** What the desk is made of. No page gets it: see `ScopedParts`. */
export type DeskParts = {
  readonly ports: PortalPorts;
  readonly assets: Assets;
  /** Kept as long as the desk: what was searched once is found sooner. */
  readonly directory: HolderDirectory;
};

/** What a page or a form gets: what its visitor may ask, and no more. */
export type ScopedParts = Scoped<PortalPorts> & Pick<DeskParts, "assets">;

/** What every page of the desk needs to be drawn. */
export type DeskView = FormView & {
  /** Who is logged in; null on the pages before that. */
  readonly account: StaffAccount | null;
  /** The page's own address, for a change of language. */
  readonly path: string;
  readonly now: UnixMilliseconds;
  /** Set while this server's clock is suspect. */
  readonly clockAlarm: ClockAlarm | null;
};

/** `token`: what the browser's cookie holds. */
export function deskViewOf(
  c: Context,
  parts: Pick<DeskParts, "ports" | "assets">,
  who: { readonly token: string; readonly account: StaffAccount | null },
): DeskView {
  const { ports } = parts;
  const url = new URL(c.req.url);
  return {
    ...viewOf(c, parts),
    csrf: deskCsrf(ports.keyring, who.token),
    account: who.account,
    path: url.pathname + url.search,
    now: ports.clock(),
    clockAlarm: ports.clockWatch.alarm(),
  };
}
