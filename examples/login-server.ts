// A login server of one file: `node --import tsx examples/login-server.ts` (Hono, HTML forms, four steps).
import { serve } from "@hono/node-server";
import type { LoginAnswer, Validator } from "@jeton/validator";
import { type Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { html } from "hono/html";

const strict = { httpOnly: true, sameSite: "Strict", path: "/" } as const; // Add `secure` behind TLS.
const again = "Refused. Wait for the next code, then try again."; // The same words for every cause.

/** Returns the server's pages. */
export function loginServer(validator: Validator): Hono {
  const app = new Hono();
  const sessions = new Map<string, { holder: string; serial: string | null; epoch: number }>();
  const field = async (c: Context, name: string) => String((await c.req.parseBody())[name] ?? "");
  const client = (c: Context) => ({
    devices: [getCookie(c, "device") ?? ""],
    flow: getCookie(c, "flow") ?? null,
  });
  const page = (c: Context, words: string, action: string, ...fields: readonly string[]) =>
    c.html(html`<!doctype html><title>Log in</title><p>${words}</p><form method="post" action=${action}>
      ${fields.map((name) => html`<label>${name} <input name=${name} autocomplete="off" /></label> `)}<button>Go on</button></form>`);

  function answer(c: Context, decided: LoginAnswer): Response | Promise<Response> {
    switch (decided.kind) {
      case "refused":
        setCookie(c, "flow", decided.flow, strict);
        return page(c, again, "/login", "identifier", "passcode");
      case "choose-pin":
        setCookie(c, "transaction", decided.transaction, strict);
        return page(c, "Choose a PIN of 4 to 6 characters, and type it twice.", "/pin", "pin", "again");
      case "accepted": {
        const { holder, serial, epoch, device } = decided;
        const session = crypto.randomUUID();
        sessions.set(session, { holder, serial, epoch });
        setCookie(c, "session", session, strict);
        if (device !== null) setCookie(c, "device", device, { ...strict, maxAge: 34_560_000 });
        return c.redirect("/", 303);
      }
    }
  }

  app.get("/", async (c) => {
    const login = sessions.get(getCookie(c, "session") ?? "");
    if (login !== undefined && (await validator.isLoggedIn(login))) return page(c, `Welcome, ${login.holder}.`, "/logout");
    return page(c, "Your identifier, and your PIN directly followed by the 6 digits.", "/login", "identifier", "passcode");
  });
  app.post("/login", async (c) => answer(c, await validator.logIn(await field(c, "identifier"), await field(c, "passcode"), client(c))));
  app.post("/pin", async (c) => {
    const transaction = getCookie(c, "transaction") ?? "";
    const chosen = await validator.choosePin(transaction, await field(c, "pin"), await field(c, "again"));
    if (chosen.kind === "confirm-passcode") return page(c, "Wait for the next code, then type PIN and code.", "/confirm", "passcode");
    return page(c, chosen.kind === "refused" ? "Too late: log in again." : `Not this PIN: ${chosen.problem}.`, "/pin", "pin", "again");
  });
  app.post("/confirm", async (c) => answer(c, await validator.confirmPin(getCookie(c, "transaction") ?? "", await field(c, "passcode"), client(c))));
  app.post("/logout", async (c) => {
    const login = sessions.get(getCookie(c, "session") ?? "");
    if (login !== undefined) await validator.logOut(login);
    deleteCookie(c, "session");
    return c.redirect("/", 303);
  });
  return app;
}

/** Serves the pages on this machine, at a port of its own for 0. */
export function startServer(validator: Validator, port = 3000): ReturnType<typeof serve> {
  return serve({ fetch: loginServer(validator).fetch, port, hostname: "127.0.0.1" });
}
