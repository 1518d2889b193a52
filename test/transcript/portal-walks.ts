import { actOnStoredKey } from "@jeton/validator/parts";
import { Browser } from "./browser.ts";
import { type Installation, openInMemory } from "./installation.ts";
import { codeOf, commission, holderOf, pin, stock, stockKeypad } from "./keys-in-situations.ts";
import { type HeaderSets, Walk } from "./walk.ts";

export const serial = "K-1";
export const identifier = holderOf(serial);

/** Where a walk is made: a portal of its own in which nothing has happened yet. */
export type Site = { readonly installation: Installation; readonly walk: Walk };

type Steps = (site: Site) => Promise<void>;
type AppOptions = Parameters<Installation["openApp"]>[0];

/** Makes a walk through a new portal with one key that is assigned, and returns what was seen. */
export async function walked(
  { title, language, headers }: { title: string; language: string; headers: HeaderSets },
  steps: Steps,
  options: AppOptions = {},
): Promise<string> {
  const installation = await openInMemory();
  try {
    const browser = new Browser(installation.openApp(options), language);
    const walk = new Walk(`${title} (${language})`, browser, headers);
    await stock(installation, serial);
    const assign = { kind: "assign", holder: identifier } as const;
    await actOnStoredKey(installation.ports, serial, assign, "staff:setup");
    await steps({ installation, walk });
    const logged = installation.errors.map((error) => `  logged ${String(error)}`);
    return [String(walk), ...logged].join("\n");
  } finally {
    await installation.close();
  }
}

export const login = (site: Site, note: string, passcode: string, who = identifier) =>
  site.walk.post(note, "/portal/login", { identifier: who, passcode });

/** The four steps, with their mistakes. */
export async function firstUse(site: Site): Promise<void> {
  const { walk, installation } = site;
  await walk.get("/portal");
  await login(site, "wrong code", codeOf(serial, 5000));
  await login(site, "unknown holder", codeOf(serial), "nobody");
  await login(site, "PIN before there is one", pin + codeOf(serial));
  await login(site, "nothing given", "", "");
  await walk.post("a field too many", "/portal/login", { identifier, passcode: "1", more: "x" });
  await walk.get("/portal");
  installation.advance(60);
  await login(site, "right code", codeOf(serial));
  const choose = (note: string, first: string, again: string) =>
    walk.post(note, "/portal/pin", { pin: first, pinAgain: again });
  await choose("PINs that differ", "k7m2", "k7m3");
  await choose("trivial PIN", "1234", "1234");
  await choose("short PIN", "k7", "k7");
  await choose("no PIN", "", "");
  await choose("PIN with a blank", "k7 m2", "k7 m2");
  await choose("good PIN", pin, pin);
  await walk.get("/portal/pin");
  await walk.get("/portal/confirm");
  const confirm = (note: string, passcode: string) =>
    walk.post(note, "/portal/confirm", { passcode });
  await confirm("spent code", pin + codeOf(serial));
  installation.advance(60);
  await confirm("wrong PIN", `9999${codeOf(serial)}`);
  await confirm("nothing given", "");
  installation.advance(60);
  await confirm("right PASSCODE", pin + codeOf(serial));
  await walk.get("/portal/home");
  await walk.get("/portal/pin");
  await walk.post("sign out", "/portal/logout", {});
  await walk.get("/portal/home");
  await walk.get("/portal/confirm");
  await walk.get("/portal/logout");
}

/** A commissioning that takes too long, and one that begins anew. */
export async function expired(site: Site): Promise<void> {
  const { walk, installation } = site;
  await walk.get("/portal/new-key");
  await login(site, "right code", codeOf(serial));
  installation.advance(700);
  await walk.get("/portal/pin");
  await walk.get("/portal");
  await login(site, "right code", codeOf(serial));
  await walk.browser.get("/portal/pin");
  installation.advance(700);
  await walk.post("expired transaction", "/portal/pin", { pin, pinAgain: pin });
  await walk.get("/portal");
  await login(site, "right code", codeOf(serial));
  await walk.post("good PIN", "/portal/pin", { pin, pinAgain: pin });
  await walk.browser.get("/portal/confirm");
  installation.advance(60);
  await walk.post("digits alone", "/portal/confirm", { passcode: codeOf(serial) });
  await walk.post("good PIN again", "/portal/pin", { pin, pinAgain: pin });
  await walk.browser.get("/portal/confirm");
  installation.advance(700);
  await walk.post("expired transaction", "/portal/confirm", { passcode: pin + codeOf(serial) });
}

/** A log-in, and a change of PIN with its mistakes. */
export async function changePin(site: Site): Promise<void> {
  const { walk, installation } = site;
  const { advance } = installation;
  for (const path of ["", "/new", "/confirm"]) await walk.get(`/portal/change-pin${path}`);
  await commission(installation, [serial]);
  await walk.get("/portal");
  await login(site, "right PASSCODE", pin + codeOf(serial));
  await walk.get("/portal");
  await walk.get("/portal/change-pin");
  const start = (note: string, passcode: string) =>
    walk.post(note, "/portal/change-pin", { passcode });
  await start("spent code", pin + codeOf(serial));
  await start("nothing given", "");
  advance(60);
  await start("right PASSCODE", pin + codeOf(serial));
  const choose = (note: string, first: string, again: string) =>
    walk.post(note, "/portal/change-pin/new", { pin: first, pinAgain: again });
  await choose("PINs that differ", "abc9", "abc8");
  await choose("trivial PIN", "1111", "1111");
  await choose("good PIN", "abc9", "abc9");
  const confirm = (note: string, passcode: string) =>
    walk.post(note, "/portal/change-pin/confirm", { passcode });
  await confirm("spent code", `abc9${codeOf(serial)}`);
  advance(60);
  await confirm("old PIN", pin + codeOf(serial));
  advance(60);
  await confirm("right PASSCODE", `abc9${codeOf(serial)}`);
  await walk.get("/portal/home");
  await walk.get("/portal/change-pin");
  advance(60);
  await start("right PASSCODE", `abc9${codeOf(serial)}`);
  advance(1200);
  await choose("expired", "abc7", "abc7");
  await walk.get("/portal/change-pin/confirm");
  await recoveryCodes(site);
  await sessions(site);
  await walk.get("/portal/block-key");
  await walk.post("suspend one's own key", "/portal/block-key", {});
  await walk.get("/portal?key-blocked");
  await walk.get("/portal/block-key");
  await walk.post("nobody's key", "/portal/block-key", {});
}

/** Sessions that are signed out from another one; nothing comes of a name that is none. */
async function sessions({ walk }: Site): Promise<void> {
  const end = "/portal/sessions/end";
  await walk.get(end);
  await walk.get("/portal/home");
  await walk.post("a session that is none", end, { session: "x" });
  await walk.post("no session", end, {});
  await walk.get("/portal/home");
  await walk.post("all but this one", `${end}-others`, {});
}

/** Recovery codes, with each mistake; the PIN is the one that was chosen last. */
async function recoveryCodes({ walk, installation }: Site): Promise<void> {
  const path = "/portal/recovery-codes";
  await walk.get(path);
  await walk.post("nothing given", path, { passcode: "" });
  await walk.post("spent code", path, { passcode: `abc9${codeOf(serial)}` });
  installation.advance(60);
  await walk.post("right PASSCODE", path, { passcode: `abc9${codeOf(serial)}` });
  await walk.get(path);
  await walk.get("/portal/home");
}

/** Refusals of a key in service, and a key that is out of step. */
export async function refusals(site: Site): Promise<void> {
  const { walk, installation } = site;
  const { advance } = installation;
  await commission(installation, [serial]);
  await walk.get("/portal");
  await login(site, "wrong PIN", `9999${codeOf(serial)}`);
  await login(site, "no PIN", codeOf(serial));
  advance(60);
  await login(site, "right PASSCODE", pin + codeOf(serial));
  await walk.post("sign out", "/portal/logout", {});
  await login(site, "spent code, known browser", pin + codeOf(serial));
  advance(365 * 86_400);
  await walk.get("/portal/out-of-step");
  const out = (note: string, path: string, passcode: string) =>
    walk.post(note, `/portal/out-of-step${path}`, { identifier, passcode });
  await out("nothing given", "", "");
  await out("first code, far ahead", "", pin + codeOf(serial, 20));
  await out("wrong next code", "/next", "0000000000");
  await out("nothing given", "/next", "");
  advance(60);
  await walk.get("/portal/out-of-step");
  await out("first code, far ahead", "", pin + codeOf(serial, 22));
  advance(60);
  await out("next code", "/next", pin + codeOf(serial, 22));
  await walk.get("/portal/out-of-step/next");
  await actOnStoredKey(installation.ports, serial, { kind: "suspend" }, "staff:setup");
  await walk.get("/portal/home");
  advance(60);
  await walk.get("/portal");
  await login(site, "suspended key", pin + codeOf(serial));
}

/** A key with a keypad: its first use, a log-in and a change of PIN, by challenges. */
export async function keypad({ walk, installation }: Site): Promise<void> {
  const respond = await stockKeypad(installation, "O-1");
  const owner = holderOf("O-1");
  const start = "/portal/keypad";
  await walk.get(`${start}/answer`);
  await walk.get(start);
  await walk.post("nothing given", start, { identifier: "" });
  const ask = (identifier: string) => walk.post("identifier", start, { identifier });
  const answer = (note: string, html: string, secret: string, identifier = owner) => {
    const { challenge, response } = respond(html);
    const passcode = secret + response;
    return walk.post(note, `${start}/answer`, { identifier, challenge, passcode });
  };
  const nobody = await ask("nobody");
  await answer("unknown holder", nobody.html, "", "nobody");
  await walk.get(start);
  const asked = await ask(owner);
  const refused = await answer("PIN before there is one", asked.html, pin);
  await answer("answered before", asked.html, "");
  installation.advance(60);
  await answer("right response", refused.html, "");
  await walk.post("good PIN", "/portal/pin", { pin, pinAgain: pin });
  installation.advance(60);
  const confirm = async (path: string, secret: string) => {
    const { challenge, response } = respond((await walk.get(path)).html);
    return walk.post("right answer", path, { challenge, passcode: secret + response });
  };
  await confirm("/portal/confirm", "9999");
  installation.advance(60);
  await confirm("/portal/confirm", pin);
  installation.advance(60);
  await confirm("/portal/change-pin", "9999");
  installation.advance(60);
  await confirm("/portal/change-pin", pin);
  await walk.post("good PIN", "/portal/change-pin/new", { pin: "abc9", pinAgain: "abc9" });
  installation.advance(60);
  await confirm("/portal/change-pin/confirm", "abc9");
}

const topics = [
  ...["refused", "locked", "out-of-step", "identifier", "pin", "password"],
  ...["new", "display", "lost", "application", "fraud", "nothing-of-the-kind"],
];
const request = {
  ...{ name: "Dupont", firstName: "Jeanne", role: "Gestionnaire", school: "Lycée, Albi" },
  ...{ email: "jeanne.dupont@ac-exemple.fr", phone: "05 12 34 56 78", hours: "lundi" },
  ...{ subject: "Connexion refusée", description: "Refus.\r\nEncore.", accounts: "camille" },
  keyNumber: "000482713",
};
const noFile = { field: "files", name: "", type: "application/octet-stream", content: "" };
const textFile = { field: "files", name: "note.txt", type: "text/plain", content: "rien" };

/** Help, and the form that writes to the help desk. */
export async function help({ walk }: Site): Promise<void> {
  await walk.get("/portal/assistance");
  for (const topic of topics) await walk.get(`/portal/assistance/${topic}`);
  await walk.get("/portal/assistance/request");
  const send = (note: string, fields: Readonly<Record<string, string>>, file = noFile) =>
    walk.upload(note, "/portal/assistance/request", fields, file);
  await send("nothing given", {});
  await send("fields missing", { name: "Dupont", email: "jeanne.dupont", subject: "Refus" });
  await send("a file of another kind", request, textFile);
  await send("a field too long", { ...request, subject: "x".repeat(5000) });
  await send("too large", { ...request, description: "x".repeat(40_000_000) });
  await walk.get("/portal/assistance/request");
  await send("whole", request);
  await walk.get("/portal/assistance/sent");
  await walk.get("/portal/assistance/request");
  await send("another token", { ...request, csrf: "x" });
  await walk.post("no file form", "/portal/assistance/request", request);
  for (let sent = 0; sent < 12; sent += 1) {
    await walk.browser.get("/portal/assistance/request");
    await walk.browser.upload("/portal/assistance/request", request, noFile);
  }
  await walk.get("/portal/assistance/request");
  await send("too many", request);
}
