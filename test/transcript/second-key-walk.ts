import { actOnStoredKey } from "@jeton/validator/parts";
import { codeOf, commission, pin, stock } from "./keys-in-situations.ts";
import { identifier, login, type Site, serial } from "./portal-walks.ts";

const second = "K-2";

/** A second key, put in service while the first one serves. */
export async function secondKey(site: Site): Promise<void> {
  const { walk, installation } = site;
  const { ports, advance } = installation;
  await commission(installation, [serial]);
  await stock(installation, second);
  await actOnStoredKey(ports, serial, { kind: "send-second-key", by: second }, "staff:marie");
  await walk.get("/portal");
  await login(site, "right PASSCODE", pin + codeOf(serial));
  await walk.get("/portal/home");
  await walk.post("sign out", "/portal/logout", {});
  await walk.get("/portal/new-key");
  const begin = (note: string, passcode: string, of = identifier) =>
    walk.post(note, "/portal/new-key", { identifier: of, passcode });
  await begin("nothing given", "");
  await begin("the code of the first key", codeOf(serial));
  await begin("of nobody", codeOf(second), "nobody");
  await begin("right code", codeOf(second));
  await walk.get("/portal/pin");
  await walk.post("good PIN", "/portal/pin", { pin: "abc9", pinAgain: "abc9" });
  await walk.get("/portal/confirm");
  advance(60);
  await walk.post("right PASSCODE", "/portal/confirm", { passcode: `abc9${codeOf(second)}` });
  await walk.get("/portal/home");
}
