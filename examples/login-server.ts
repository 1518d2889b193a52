// A login server in one file, with Hono: a form and the four steps.
import type { LoginAnswer, Validator } from "@jeton/validator";
import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { html } from "hono/html";

const cookie = { httpOnly: true, sameSite: "Strict", path: "/" } as const; // Behind TLS add `secure`.
const greeting = "Your identifier, and your PIN directly followed by the 6 digits.";
const refused = "Refused. Wait for the next code, then try again."; // The same for every cause.
const choose = "Choose a PIN of 4 to 6 characters, and type it twice.";
const wait = "Wait for the next code, then type your PIN directly followed by it.";

export function loginServer(validator: Validator): Hono {
  const app = new Hono();
  const logins = new Map<string, Extract<LoginAnswer, { kind: "accepted" }>>();
  const loginOf = (c: Context) => logins.get(getCookie(c, "session") ?? "");
  const transactionOf = (c: Context) => getCookie(c, "transaction") ?? "";
  const clientOf = (c: Context) => {
    return { devices: [getCookie(c, "device") ?? ""], flow: getCookie(c, "flow") ?? null };
  };
  const page = (c: Context, words: string, action: string, ...names: readonly string[]) => {
    const fields = names.map((name) => html`<label>${name} <input name="${name}"></label>`);
    return c.html(html`<p>${words}</p><form method="post" action="${action}">${fields}<button>OK`);
  };

  function answer(c: Context, decided: LoginAnswer) {
    if (decided.kind === "refused") {
      setCookie(c, "flow", decided.flow, cookie);
      return page(c, refused, "/login", "identifier", "passcode");
    }
    if (decided.kind === "choose-pin") {
      setCookie(c, "transaction", decided.transaction, cookie);
      return page(c, choose, "/pin", "pin", "again");
    }
    const session = crypto.randomUUID();
    logins.set(session, decided);
    setCookie(c, "session", session, cookie);
    if (decided.device !== null) setCookie(c, "device", decided.device, cookie);
    return c.redirect("/", 303);
  }

  app.get("/", async (c) => {
    const login = loginOf(c);
    return login !== undefined && (await validator.isLoggedIn(login))
      ? page(c, `Welcome, ${login.holder}.`, "/logout")
      : page(c, greeting, "/login", "identifier", "passcode");
  });
  app.post("/login", async (c) => {
    const { identifier, passcode } = await c.req.parseBody();
    return answer(c, await validator.logIn(`${identifier}`, `${passcode}`, clientOf(c)));
  });
  app.post("/pin", async (c) => {
    const { pin, again } = await c.req.parseBody();
    const chosen = await validator.choosePin(transactionOf(c), `${pin}`, `${again}`);
    if (chosen.kind === "confirm-passcode") return page(c, wait, "/confirm", "passcode");
    const problem = chosen.kind === "pin-unfit" ? chosen.problem : "too late, log in again";
    return page(c, `Not this PIN: ${problem}.`, "/pin", "pin", "again");
  });
  app.post("/confirm", async (c) => {
    const { passcode } = await c.req.parseBody();
    return answer(c, await validator.confirmPin(transactionOf(c), `${passcode}`, clientOf(c)));
  });
  app.post("/logout", async (c) => {
    const login = loginOf(c);
    if (login !== undefined) await validator.logOut(login);
    return c.redirect("/", 303);
  });
  return app;
}
