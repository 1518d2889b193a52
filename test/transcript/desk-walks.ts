import { actOnStoredKey } from "@jeton/validator/parts";
import { addPerson } from "../support/people.ts";
import { acts } from "./act-rows.ts";
import { Browser } from "./browser.ts";
import { codeOf, commission, holderOf, stock } from "./keys-in-situations.ts";
import { identifier, type Site, serial } from "./portal-walks.ts";
import { addAccount, firstPassword, StaffMember, type StaffRole, staffPassword } from "./staff.ts";

/** The first log-in of someone of the staff, with its mistakes. */
export async function enrolment({ walk, installation }: Site): Promise<void> {
  await addAccount(installation, "marie", "officer");
  const marie = new StaffMember(installation, "marie");
  const login = (note: string, name: string, password: string, code: string) =>
    walk.post(note, "/desk/login", { name, password, code });
  for (const path of ["/desk", "/desk/tickets", "/desk/enrol", "/desk/confirm"])
    await walk.get(path);
  await walk.get("/desk", { "sec-fetch-site": "cross-site" });
  await walk.get("/desk/login");
  await login("wrong password", "marie", "something else 9", "");
  await login("nobody", "nobody", firstPassword, "");
  await login("too long", "marie", "x".repeat(300), "");
  await walk.get("/desk/login");
  await login("first password", "marie", firstPassword, "");
  await walk.get("/desk");
  await marie.goToEnrolment(walk.browser);
  const enrol = (note: string, password: string, passwordAgain: string, code: string) =>
    walk.post(note, "/desk/enrol", { password, passwordAgain, code });
  await enrol("short password", "short", "short", marie.nextCode());
  await enrol("trivial password", "aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", marie.nextCode());
  await enrol("name in it", "marie marie marie", "marie marie marie", marie.nextCode());
  await enrol("passwords that differ", staffPassword, `${staffPassword}x`, marie.nextCode());
  await enrol("wrong code", staffPassword, staffPassword, "000000");
  await enrol("all right", staffPassword, staffPassword, marie.nextCode());
  await login("wrong code", "marie", staffPassword, "000000");
  await login("all right", "marie", staffPassword, marie.nextCode());
  await walk.get("/desk/confirm?to=/desk/import");
  const confirm = { password: "something else 9", code: marie.nextCode(), to: "/desk/import" };
  await walk.post("wrong password", "/desk/confirm", confirm);
  const right = { ...confirm, password: staffPassword, code: marie.nextCode() };
  await walk.post("all right", "/desk/confirm", right);
  await walk.get("/desk/login");
  await walk.post("sign out", "/desk/logout", {});
  await walk.get("/desk/logout");
}

/** Brings someone in, in the browser of the walk. */
async function enter(
  { walk, installation }: Site,
  role: StaffRole,
  scope: readonly string[] | null = null,
): Promise<StaffMember> {
  await addAccount(installation, "marie", role, scope);
  const marie = new StaffMember(installation, "marie");
  await marie.goToEnrolment(walk.browser);
  await marie.enrol(walk.browser);
  await marie.logIn(walk.browser);
  return marie;
}

/** What there is to be seen: a key in service, one that waits, one in stock, and two tickets. */
async function furnish({ walk, installation }: Site, language: string): Promise<void> {
  await commission(installation, [serial]);
  await stock(installation, "K-2");
  const assign = { kind: "assign", holder: holderOf("K-2") } as const;
  await actOnStoredKey(installation.ports, "K-2", assign, "staff:setup");
  await stock(installation, "K-3");
  const holder = new Browser(installation.openApp(), language);
  const request = {
    ...{ name: "Dupont", firstName: "Jeanne", role: "", school: "Lycée", phone: "", hours: "" },
    ...{ email: "jeanne@ac-exemple.fr", subject: "Refus", description: "Refus.\r\nEncore." },
    ...{ accounts: identifier, keyNumber: "K-1" },
  };
  const none = { field: "files", name: "", type: "application/octet-stream", content: "" };
  await holder.get("/portal/assistance/request");
  await holder.upload("/portal/assistance/request", request, none);
  await holder.get("/portal");
  await holder.post("/portal/login", { identifier, passcode: `9999${codeOf(serial)}` });
  await walk.browser.get("/desk");
}

/** The officer's pages: keys, acts, tickets, journal, files. */
export async function officer(site: Site, language: string): Promise<void> {
  const { walk } = site;
  const marie = await enter(site, "officer");
  await furnish(site, language);
  const queries = ["K-1", "K-", identifier, "zzz", "decoy", "%22%3E%3Cb%3E"];
  await walk.get("/desk");
  for (const query of queries) await walk.get(`/desk?q=${query}`);
  for (const list of ["keys", "keys?group=in-stock", "keys?after=K-2", "keys.csv"]) {
    await walk.get(`/desk/${list}`);
  }
  const serials = ["K-1", "K-2", "K-3", "K-9", "decoy-3", "staff-marie", ""];
  for (const each of serials) await walk.get(`/desk/key?serial=${each}`);
  await marie.confirm(walk.browser);
  for (const act of acts) {
    for (const each of ["K-1", "K-3"]) await walk.get(`/desk/key/${act}?serial=${each}`);
    await walk.get(`/desk/key?serial=K-1&done=${act}`);
  }
  await walk.get("/desk/key/explode?serial=K-1");
  await walk.get("/desk/key?serial=K-1&done=resynchronise&steps=-3");
  await tickets(site);
  await files(site);
  await people(site);
  await walk.get("/desk/journal");
  await walk.get("/desk/language?lang=en&to=/desk/journal");
  await walk.get("/desk/journal");
  await walk.get("/desk/language?lang=fr&to=//elsewhere.test");
  const { installation } = site;
  installation.advance(3600);
  await walk.get("/desk/journal");
  await walk.post("session over", "/desk/key/suspend", { key: "K-1", reason: "x" });
}

/** With a directory: who has a key, who left, and who has none. */
async function people({ walk, installation }: Site): Promise<void> {
  const known = { familyName: "Dupont", givenName: "Jeanne", email: "jeanne@ac-exemple.fr" };
  const more = { phone: "04 72 00 00 00", school: "0690001A", groups: ["desk", "exams"] };
  await addPerson(installation.ports, { holder: identifier, ...known, ...more });
  const without = { familyName: "<b>", school: "0690001A", holder: "without" };
  await addPerson(installation.ports, without);
  for (const query of ["0690001A", "jeanne", "%3Cb"]) await walk.get(`/desk?q=${query}`);
  for (const each of ["K-1", "K-2"]) await walk.get(`/desk/key?serial=${each}`);
  for (const each of ["without", identifier, "nobody"]) {
    await walk.get(`/desk/holder?identifier=${each}`);
  }
  for (const list of ["people", "people?school=0690001A", "people.csv?school=0690001A"]) {
    await walk.get(`/desk/${list}`);
  }
}

async function tickets({ walk }: Site): Promise<void> {
  const { html } = await walk.get("/desk/tickets");
  const number = /\d{8}-\d{4}-[0-9A-Z]{4}/u.exec(html)?.[0] ?? "";
  const path = `/desk/ticket?number=${number}`;
  await walk.get(path);
  const send = (note: string, fields: Readonly<Record<string, string>>) =>
    walk.post(note, "/desk/ticket", { number, ...fields });
  await send("empty note", { act: "note", note: "" });
  await send("long note", { act: "note", note: "x".repeat(20_000) });
  await send("note", { act: "note", note: "Rappelée." });
  await send("close", { act: "close" });
  await walk.get("/desk/tickets");
  await walk.get("/desk/tickets?state=closed");
  await send("reopen", { act: "reopen" });
  await send("no act", { act: "explode" });
  await walk.get("/desk/ticket?number=20270101-0000-ZZZZ");
  await walk.get(`/desk/ticket/file?number=${number}&index=0`);
}

async function files({ walk }: Site): Promise<void> {
  const seed = "00112233445566778899aabbccddeeff00112233";
  const file = (content: string) => ({
    ...{ field: "file", name: "keys.csv", type: "text/csv", content },
  });
  const uploadOf = (html: string) => /name="upload" value="([^"]+)"/u.exec(html)?.[1] ?? "";
  for (const name of ["import", "assign-many"] as const) {
    const path = `/desk/${name}`;
    const good =
      name === "import"
        ? `serial,seed\nN-1,${seed}\nK-1,${seed}\n`
        : "serial,identifier\nK-3,lucie\nK-9,luc\nK-1,paul\n";
    const fields = name === "import" ? { kind: "csv", secret: "" } : {};
    await walk.get(path);
    await walk.upload("no file", `${path}/preview`, fields, { ...file(""), name: "" });
    await walk.get(path);
    await walk.upload("unusable file", `${path}/preview`, fields, file("no,columns\n1,2\n"));
    await walk.get(path);
    const preview = await walk.upload("good file", `${path}/preview`, fields, file(good));
    const upload = uploadOf(preview.html);
    await walk.post("do it", `${path}/do`, { upload });
    await walk.post("do it again", `${path}/do`, { upload });
    await walk.get(`${path}/preview`);
    await walk.get(`${path}/do`);
  }
}

/** What the officer of a school sees of it, and of what lies outside. */
export async function scoped(site: Site, language: string): Promise<void> {
  const { walk, installation } = site;
  await enter(site, "officer", ["0690001A", "074*"]);
  await furnish(site, language);
  const known = { familyName: "Dupont", givenName: "Jeanne", school: "0690001A" };
  await addPerson(installation.ports, { holder: identifier, ...known });
  await addPerson(installation.ports, { holder: "without", school: "0740003C" });
  await addPerson(installation.ports, { holder: holderOf("K-2"), school: "0750002F" });
  for (const list of ["keys", "keys.csv", "fleet", "people", "tickets", "journal", "import"]) {
    await walk.get(`/desk/${list}`);
  }
  for (const query of ["K-1", "K-2", "K-3", "K-"]) await walk.get(`/desk?q=${query}`);
  for (const each of ["K-1", "K-2", "K-3"]) await walk.get(`/desk/key?serial=${each}`);
  await walk.get("/desk/holder?identifier=without");
  await walk.get("/desk/key/assign?serial=K-3");
  for (const holder of [holderOf("K-2"), "nobody", "without"]) {
    await walk.post(`to ${holder}`, "/desk/key/assign", { key: "K-3", holder });
  }
}

/** Pages that a role may not see, and forms that it may not send. */
export async function role(site: Site, name: StaffRole, language: string): Promise<void> {
  const { walk } = site;
  await enter(site, name);
  await furnish(site, language);
  const pages = [
    "",
    "/keys",
    "/keys.csv",
    "/tickets",
    "/journal",
    "/import",
    "/assign-many",
    "/people/import",
    "/key?serial=K-1",
  ];
  for (const path of pages) await walk.get(`/desk${path}`);
  for (const act of acts) await walk.get(`/desk/key/${act}?serial=K-1`);
  await walk.get("/desk/key?serial=K-1");
  await walk.post("act", "/desk/key/suspend", { key: "K-1", reason: "x" });
  await walk.get("/desk");
  await walk.post("another token", "/desk/key/suspend", { csrf: "x", key: "K-1", reason: "x" });
  const form = "application/x-www-form-urlencoded";
  await walk.send("JSON", "/desk/key/suspend", "{}", "application/json");
  await walk.send("too large", "/desk/key/suspend", "x".repeat(9_000_000), form);
  await walk.post("not found", "/desk/nowhere", {});
}
