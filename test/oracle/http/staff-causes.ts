import {
  actEvent,
  clockOf,
  codeAt,
  codeParameters,
  openSeed,
  outcome,
  stepAt,
  timeStep,
} from "@jeton/core";
import { addStaff, createApp } from "@jeton/service";
import { openStage, pin, type Stage } from "../../support/stage.ts";
import { planted } from "./planted.ts";
import { freshName, type MeasuredCause, type Trial, type Workshop } from "./trial.ts";

const passwordForOnce = "for once only 7";
const password = "correct horse battery";

/** Someone of the staff whose second factor is enrolled. */
type Enrolled = {
  readonly name: string;
  /** The code that the application shows, so many steps of 30 s from now. */
  readonly code: (stepsFromNow?: number) => Promise<string>;
};

const wrongPassword = cause("a wrong password", async (workshop) => {
  const { name, code } = await enrolled(workshop);
  return { name, password: "correct horse bottery", code: await code() };
});

/** The causes by which the log-in of the help desk's staff is refused. */
export const staffCauses: readonly MeasuredCause[] = [
  cause("an unknown name", async ({ ports }) => {
    return { name: freshName(ports), password, code: "123456" };
  }),
  wrongPassword,
  cause("a wrong code", async (workshop) => {
    const { name, code } = await enrolled(workshop);
    return { name, password, code: await code(5000) };
  }),
  cause("a spent code", async (workshop) => {
    const { name, code } = await enrolled(workshop);
    return { name, password, code: await code(-2) };
  }),
  cause("locked, with the right password and code", async (workshop) => {
    const { name, code } = await enrolled(workshop);
    const browser = deskBrowser(workshop);
    for (let failure = 0; failure < 10; failure += 1) {
      await browser.logIn({ name, password: "correct horse bottery", code: await code() });
      // Longer than any wait before the lock.
      workshop.advance(failure < 9 ? 300 : 30);
    }
    return { name, password, code: await code() };
  }),
  cause("disabled, with the right password and code", async (workshop) => {
    const { name, code } = await enrolled(workshop);
    await suspend(workshop, name);
    return { name, password, code: await code() };
  }),
  cause("not enrolled, a wrong password", async ({ ports }) => {
    const name = freshName(ports);
    const factor = { kind: "totp" } as const;
    await addStaff(ports, { name, role: "desk", factor, password: passwordForOnce }, "staff:test");
    return { name, password, code: "" };
  }),
  cause("an account by its holder's key, a wrong PIN", async (workshop) => {
    const { name, code } = await keyAccount(workshop);
    return { name, password: "", code: `9999${code()}` };
  }),
  cause("an account by its holder's key, a wrong code", async (workshop) => {
    const { name, code } = await keyAccount(workshop);
    return { name, password: "", code: pin + code(5000) };
  }),
  cause("an account by its holder's key, no PASSCODE", async (workshop) => {
    const { name } = await keyAccount(workshop);
    return { name, password, code: "" };
  }),
  cause("a disabled account by its holder's key, a wrong PIN", async (workshop) => {
    const { name, code } = await keyAccount(workshop);
    await suspend(workshop, name);
    return { name, password: "", code: `9999${code()}` };
  }),
  cause("an account by a key that its holder no longer has", async ({ ports }) => {
    const [name, holder] = [freshName(ports), freshName(ports)];
    const factor = { kind: "key", holder } as const;
    await addStaff(ports, { name, role: "desk", factor, password: null }, "staff:test");
    return { name, password: "", code: `${pin}123456` };
  }),
  planted(wrongPassword),
];

function cause(
  name: string,
  attempt: (workshop: Workshop) => Promise<Trial["own"]>,
): MeasuredCause {
  return {
    name,
    async prepare(workshop) {
      const own = await attempt(workshop);
      const control = { ...own, name: freshName(workshop.ports) };
      return { own, control, delayMilliseconds: 0 };
    },
  };
}

async function enrolled(workshop: Workshop): Promise<Enrolled> {
  const { ports, advance } = workshop;
  const name = freshName(ports);
  const factor = { kind: "totp" } as const;
  await addStaff(ports, { name, role: "desk", factor, password: passwordForOnce }, "staff:test");
  const code = async (stepsFromNow = 0) => {
    const stored = await ports.store.load(`staff-${name}`);
    if (stored === null) throw new TypeError("Cannot prepare an account: it is not stored");
    const { parameters } = stored.record;
    const clock = clockOf(parameters);
    const step = ((clock && stepAt(ports.clock(), clock)) ?? 0) + stepsFromNow;
    return codeAt(openSeed(ports.keyring, stored.record), timeStep(step), parameters);
  };
  await deskBrowser(workshop).enrol(name, await code());
  advance(60);
  return { name, code };
}

/** Makes an account that goes by its holder's commissioned key. */
async function keyAccount({ ports, advance }: Workshop): Promise<{
  readonly name: string;
  readonly code: Stage["code"];
}> {
  const [name, holder, serial] = [freshName(ports), freshName(ports), freshName(ports)];
  const place = { startsAt: ports.clock(), holder, serial, ports };
  const stage = await openStage(codeParameters(), place);
  await stage.commission();
  advance((stage.ports.clock() - ports.clock()) / 1000);
  const factor = { kind: "key", holder } as const;
  await addStaff(ports, { name, role: "desk", factor, password: null }, "staff:test");
  return { name, code: stage.code };
}

async function suspend({ ports }: Workshop, name: string): Promise<void> {
  const stored = await ports.store.load(`staff-${name}`);
  if (stored === null) throw new TypeError("Cannot prepare an account: it is not stored");
  const { record, revision } = stored;
  const state = { kind: "suspended", before: record.state } as const;
  const event = actEvent(ports.clock(), "suspended", "staff:test");
  const { next, events } = outcome({}, { ...record, state }, event);
  await ports.store.replace(record.serial, revision, next, events);
}

/** The desk's pages over the workshop's ports, without a server. */
function deskBrowser({ ports }: Workshop) {
  const app = createApp({
    ...ports,
    ...{ secureCookies: false, frameAncestors: "none", applications: [], startPath: "/desk" },
    onError: (error) => {
      throw error;
    },
    requestLimit: null,
  });
  let [cookie, csrf] = ["", ""];
  const read = async (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) cookie = line.split(";", 1)[0] ?? "";
    csrf = /name="csrf" value="([^"]+)"/u.exec(await answer.text())?.[1] ?? csrf;
    return answer;
  };
  const get = async (path: string) => read(await app.request(path, { headers: { cookie } }));
  const post = async (path: string, fields: Trial["own"]) =>
    read(
      await app.request(path, {
        method: "POST",
        headers: {
          ...{ cookie, "sec-fetch-site": "same-origin" },
          "content-type": "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams({ csrf, ...fields }).toString(),
      }),
    );
  const logIn = async (fields: Trial["own"]) => {
    await get("/desk/login");
    return post("/desk/login", fields);
  };
  return {
    logIn,
    async enrol(name: string, code: string) {
      await logIn({ name, password: passwordForOnce, code: "" });
      await get("/desk/enrol");
      const fields = { password, passwordAgain: password, code };
      const { headers } = await post("/desk/enrol", fields);
      if (headers.get("location")?.includes("enrolled") !== true) {
        throw new TypeError("Cannot prepare an account: its second factor was refused");
      }
    },
  };
}
