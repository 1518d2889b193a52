import { codeParameters, OtpError } from "@jeton/core";
import { createApp, createLog } from "@jeton/service";
import { openSqliteStore } from "@jeton/store";
import type { Ports } from "@jeton/validator/parts";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import { formType, formOrigin as origin, sendForm } from "../support/send-form.ts";
import { openStage, type Stage } from "../support/stage.ts";

/** Names that nothing else in a log contains; a serial may hold a quote. */
const holder = "zqholder";
const serial = 'zq"serial';
const pin = "zqp1";
const password = "zqpassword of staff";
const marked = /zq\\*"?(?:holder|serial|p1|password)/iu;

type App = ReturnType<typeof createApp>;

/** A service whose log is kept, over the stage's ports with some of them replaced. */
function served(stage: Stage, ports: Partial<Ports> = {}) {
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(line) });
  const app = createApp({
    ...{ ...stage.ports, ...ports },
    ...{ secureCookies: false, frameAncestors: "none", applications: [], startPath: "/portal" },
    ...{ requestLimit: null, listensOnLoopback: true, log },
    onError: (error) => log.error({ err: error }, "failed"),
  });
  return { app, lines };
}

/** Everything a stranger or a client can send that names the key, its holder, the PIN or a code. */
async function askEverything(app: App, passcode: string): Promise<readonly number[]> {
  const login = { identifier: holder, passcode };
  const post = (path: string, type: string, body: string) =>
    app.request(origin + path, { method: "POST", headers: { "content-type": type }, body });
  const json = (path: string, body: unknown) =>
    post(path, "application/json", typeof body === "string" ? body : JSON.stringify(body));
  const staff = { name: holder, password, code: passcode.slice(-6), to: "/desk" };
  const answers = [
    await sendForm(app, "/portal", "/portal/login", login),
    await sendForm(app, "/portal", "/portal/login", { ...login, more: serial }),
    await sendForm(app, "/portal/out-of-step", "/portal/out-of-step", login),
    await sendForm(app, "/desk/login", "/desk/login", staff),
    await sendForm(app, "/portal/keypad", "/portal/keypad/answer", { ...login, challenge: serial }),
    await json("/api/v1/challenges", { identifier: holder }),
    await json("/api/v1/challenges/answer", { ...login, challenge: serial }),
    await json("/api/v1/authenticate", login),
    await json("/api/v1/authenticate", { ...login, [serial]: passcode }),
    await json("/api/v1/authenticate", `{"identifier":"${holder}","passcode":"${passcode}`),
    await json("/api/v1/transactions/pin", { transaction: serial, pin, pinAgain: pin }),
    await json("/api/v1/transactions/confirm", { transaction: serial, passcode }),
    await post("/api/v1/authenticate", "text/plain", `${holder} ${passcode}`),
    await post("/validate/check", formType, `user=${holder}&pass=${passcode}`),
    await post(
      "/validate/check",
      formType,
      `serial=${encodeURIComponent(serial)}&pass=${passcode}`,
    ),
    await post("/validate/check", formType, `user=${holder}&user=%ff&pass=${passcode}`),
    await json("/validate/check", `{"user":"${holder}","pass":"${passcode}`),
    await app.request(`${origin}/validate/check?user=${holder}&pass=${passcode}`),
    await app.request(
      `${origin}/api/v1/keys/${encodeURIComponent(serial)}/events?code=${passcode}`,
    ),
    await app.request(`${origin}/api/v1/holders/${holder}`),
    await app.request(`${origin}/nothing/${holder}/${passcode}`),
    await app.request(`${origin}/desk/key?serial=${encodeURIComponent(serial)}`),
    await post("/portal/login", formType, `identifier=${holder}&passcode=${passcode}&%ff`),
    await post("/portal/login", formType, `${holder}=${passcode}`.padEnd(200_000, "x")),
  ];
  return answers.map(({ status }) => status);
}

/** Throws when a line of the log holds a name, the PIN or a code. */
function expectNoNames(lines: readonly string[], passcode: string): void {
  for (const line of lines) {
    // Random numbers and times may hold any digits.
    const { time: _, request: __, ms: ___, ...said } = JSON.parse(line);
    const text = JSON.stringify(said);
    expect(text).not.toMatch(marked);
    expect(text).not.toContain(passcode.slice(-6));
  }
}

/** A store of which each method that attempts use fails. */
function failing(stage: Stage, fail: () => Error): Partial<Ports> {
  const refuse = async () => {
    throw fail();
  };
  const { store } = stage.ports;
  return { store: { ...store, load: refuse, loadForHolder: refuse, replace: refuse } };
}

const failures: readonly (readonly [string, () => Error])[] = [
  ["the store is away", () => new OtpError("STORE_UNUSABLE", "Cannot use the store: it is away")],
  [
    "the store names the key",
    () =>
      new OtpError(
        "STEP_REOPENED",
        `Cannot store key "${serial}": last_step of "${holder}" never goes back`,
        Object.assign(new Error(`duplicate key value: "${holder}"`), { code: "23505" }),
      ),
  ],
  [
    "the database repeats the row",
    () =>
      Object.assign(new Error('duplicate key value violates unique constraint "keys_by_holder"'), {
        ...{ code: "23505", detail: `Key (holder)=(${holder}) already exists.` },
        ...{ where: `record ${serial}`, parameters: [serial, holder, pin] },
      }),
  ],
  [
    "a stored text is no JSON",
    () => {
      try {
        return JSON.parse(`${holder} "${serial}`);
      } catch (error) {
        return error as Error;
      }
    },
  ],
];

// Goal: whoever reads the log learns no identifier, no serial, no PIN and no code (law 8).
// Method: send all that names them to every door, while everything works and while the store fails in
// each way it can, with a log of every request; then look for the names, which nothing else contains.
describe("the service's log", () => {
  const place = { holder, serial };

  test("holds no names while all is well, and of bad requests", async () => {
    const stage = await openStage(codeParameters(), place);
    await stage.commission();
    const passcode = pin + stage.code();
    const { app, lines } = served(stage);
    const statuses = await askEverything(app, passcode);
    expect(statuses).toContain(400);
    expect(lines.length).toBeGreaterThanOrEqual(statuses.length);
    expectNoNames(lines, passcode);
  });

  test.each(failures)("holds no names when %s", async (_, fail) => {
    const stage = await openStage(codeParameters(), place);
    await stage.commission();
    const passcode = pin + stage.code();
    const { app, lines } = served(stage, failing(stage, fail));
    const statuses = await askEverything(app, passcode);
    expect(statuses.some((status) => status >= 500)).toBe(true);
    expect(lines.some((line) => JSON.parse(line).msg === "failed")).toBe(true);
    expectNoNames(lines, passcode);
  });

  test("holds no names when a record was damaged", async () => {
    const directory = makeStoreDirectory();
    const store = openSqliteStore(directory.file);
    try {
      const ports = { store, documents: store.documents };
      const stage = await openStage(codeParameters(), { ...place, ports });
      await stage.commission();
      const passcode = pin + stage.code();
      const { app, lines } = served(stage);
      const spoil = new Database(directory.file);
      for (const record of ["{", '"zqserial"', `{"version":1,"serial":"zqserial"}`]) {
        spoil
          .prepare("UPDATE keys SET record = ?, revision = revision + 1 WHERE serial = ?")
          .run(record, serial);
        await askEverything(app, passcode);
      }
      spoil.close();
      expectNoNames(lines, passcode);
    } finally {
      await store.close();
      directory.remove();
    }
  });
});
