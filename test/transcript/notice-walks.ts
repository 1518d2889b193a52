import { OtpError } from "@jeton/core";
import { type Ports, TooBusyError } from "@jeton/validator/parts";
import { codeOf } from "./keys-in-situations.ts";
import { identifier, type Site, serial } from "./portal-walks.ts";

const form = "application/x-www-form-urlencoded";

/** What is answered in the place of pages, by the portal and beside it. */
export async function notices({ walk }: Site): Promise<void> {
  const paths = [
    "/",
    "/nowhere",
    "/portal/nowhere",
    "/portal/login",
    "/desk/nowhere",
    "/assets/x/y",
  ];
  for (const path of paths) await walk.get(path);
  for (const method of ["PUT", "DELETE", "HEAD", "OPTIONS"]) {
    for (const path of ["/portal/login", "/portal", "/desk"]) {
      await walk.ask("another method", path, { method });
    }
  }
  const { html } = await walk.get("/portal");
  const assets = new Set([...html.matchAll(/"(\/assets\/[^"]+)"/gu)].map(([, path]) => path ?? ""));
  for (const path of assets) await walk.get(path);
  const good = { identifier, passcode: codeOf(serial) };
  await walk.post("another token", "/portal/login", { ...good, csrf: "x" });
  await walk.get("/portal");
  const crossed = { origin: "https://elsewhere.test", "sec-fetch-site": "cross-site" };
  await walk.post("another site", "/portal/login", good, crossed);
  await walk.send("too large", "/portal/login", `csrf=${"x".repeat(200_000)}`, form);
  await walk.send("JSON", "/portal/login", "{}", "application/json");
  await walk.send("broken bytes", "/portal/login", "csrf=%ff%fe", form);
  await walk.get("/portal/home", { "sec-fetch-site": "cross-site" });
  for (const lang of ["en", "fr", "de"]) {
    await walk.get(`/portal/language?lang=${lang}&to=new-key`);
    await walk.get("/portal/new-key");
  }
  await walk.get("/portal/language?lang=fr&to=//elsewhere.test");
  for (const path of ["/healthz", "/readyz", "/metrics"]) await walk.get(path);
}

/** A source that asks too often. */
export const seldom = { requestLimit: { burst: 3, perSecond: 0.1 } };

export async function tooMany({ walk }: Site): Promise<void> {
  for (const path of ["/portal", "/desk/login", "/api/v1/openapi.json"]) await walk.get(path);
  for (const path of ["/portal", "/portal/assistance", "/desk/login", "/desk"])
    await walk.get(path);
  await walk.post("too many", "/portal/login", { identifier, passcode: "1" });
  await walk.post("too many", "/desk/login", { name: "x", password: "x", code: "" });
  const json = "application/json";
  await walk.send("too many", "/api/v1/authenticate", JSON.stringify({ identifier }), json);
  await walk.send("too many", "/validate/check", "user=a&pass=b", form);
}

const failures = {
  "store away": new OtpError("STORE_UNUSABLE", "Cannot use the store: it is away"),
  "outcome unknown": new OtpError("OUTCOME_UNKNOWN", "Cannot tell what became of it"),
  "too busy": new TooBusyError(7),
  "a slip of ours": new TypeError("Cannot read what is not there"),
};
export type Failure = keyof typeof failures;
export const failureNames = Object.keys(failures) as readonly Failure[];

/** A service whose store fails at everything, or whose PIN hashing does. */
export async function failing({ walk }: Site): Promise<void> {
  await walk.get("/portal");
  const good = { identifier, passcode: `1111${codeOf(serial)}` };
  await walk.post("it fails", "/portal/login", good);
  await walk.get("/desk/login");
  await walk.post("it fails", "/desk/login", { name: "marie", password: "x", code: "123456" });
  await walk.get("/readyz");
}

/** Returns what an app is opened with whose store fails so from now on. */
export function failingPorts(failure: Failure): Partial<Ports> {
  const fail = () => Promise.reject(failures[failure]);
  if (failure === "too busy") return { hashPin: fail };
  const store = new Proxy({} as Ports["store"], { get: () => fail });
  return { store };
}
