import type { Context } from "hono";
import { answerPage } from "../web/view.ts";
import type { ScopedParts } from "./desk-view.ts";
import { letterOf, lettersMax } from "./letters.ts";
import { LettersPage } from "./pages/letters-page.tsx";
import { deskPaths } from "./paths.ts";
import type { DeskDoor } from "./staff-routes.ts";

const serialLengthMax = 128;

/** Adds the letters that go with keys: `?serial=` for each of them. */
export function addLetterRoutes(door: DeskDoor): void {
  door.page({ path: deskPaths.letters, right: "act" }, async (c, { view, parts }) => {
    const serials = [...new Set(c.req.queries("serial") ?? [])]
      .slice(0, lettersMax)
      .map((serial) => serial.slice(0, serialLengthMax));
    const found = await Promise.all(serials.map((serial) => letterOf(parts, serial)));
    const letters = found.filter((letter) => letter !== null);
    const leftOut = serials.filter((_, index) => found[index] === null);
    const page = { view, letters, leftOut, portal: portalAddress(c, parts) };
    return answerPage(c, 200, <LettersPage {...page} />);
  });
}

/** Returns where holders find the portal: under the name by which staff came. */
export function portalAddress(c: Context, { ports }: ScopedParts): string {
  const { protocol, host } = new URL(c.req.url);
  // A proxy that ends TLS speaks to us without it.
  return `${ports.secureCookies ? "https:" : protocol}//${host}/portal`;
}
