import { type DeskAct, deskActs } from "../src/desk/acts.ts";
import { boundary, multipart } from "./multipart.ts";
import type { Browser, Page } from "./test-portal.ts";
import { type Ids, ownKeyOf } from "./two-schools.ts";

/** What a route is asked, once for each set of names. */
export type Asking = (browser: Browser, ids: Ids) => Promise<readonly Page[]>;

const get =
  (...paths: readonly ((ids: Ids) => string)[]): Asking =>
  async (browser, ids) => {
    const pages: Page[] = [];
    for (const path of paths) pages.push(await browser.get(path(ids)));
    return pages;
  };
const post =
  (path: string, ...forms: readonly ((ids: Ids) => Readonly<Record<string, string>>)[]): Asking =>
  async (browser, ids) => {
    const pages: Page[] = [];
    for (const form of forms) pages.push(await browser.post(path, form(ids)));
    return pages;
  };

const reason = { reason: "because" };
/** What each form needs beside the key and a reason. */
const actForms: Readonly<Record<DeskAct, readonly ((ids: Ids) => Record<string, string>)[]>> = {
  assign: [
    ({ serial }) => ({ key: serial, holder: "own.free" }),
    ({ holder }) => ({ key: "STOCK-1", holder }),
    ({ free }) => ({ key: "STOCK-1", holder: free }),
  ],
  "hand-over": [own("hand-over", { days: "30", activation: "" })],
  unlock: [own("unlock")],
  "clear-pin": [own("clear-pin")],
  resynchronise: [own("resynchronise", { first: "123456", second: "654321" })],
  "issue-temporary-code": [
    own("issue-temporary-code", { hours: "24", uses: "10", startsIn: "0", returning: "refuse" }),
  ],
  "end-temporary-code": [own("end-temporary-code")],
  replace: [
    // By a key of somebody else, of nobody, or of their own.
    ({ serial }) => ({ key: ownKeyOf("replace"), serial, fate: "lost" }),
    own("replace", { serial: "STOCK-2", fate: "lost" }),
  ],
  "send-second-key": [
    ({ serial }) => ({ key: ownKeyOf("send-second-key"), serial }),
    own("send-second-key", { serial: "STOCK-6" }),
  ],
  suspend: [own("suspend")],
  resume: [own("resume")],
  lose: [own("lose")],
  retire: [own("retire")],
};

function own(act: DeskAct, more: Readonly<Record<string, string>> = {}) {
  return (ids: Ids) => ({
    key: ids.serial.startsWith("OWN") ? ownKeyOf(act) : ids.serial,
    ...more,
  });
}

const many = ({ serial }: Ids) => ({ "key-0": serial, "key-1": "STOCK-3" });

const uploaded =
  (path: string): Asking =>
  async (browser, ids) => {
    const rows = [
      [ids.serial, "own.free"],
      ["STOCK-4", ids.holder],
      ["STOCK-5", ids.free],
    ];
    const list = `serial,identifier\n${rows.map((row) => row.join(",")).join("\n")}\n`;
    const file = { name: "file", fileName: "list.csv", content: new TextEncoder().encode(list) };
    const body = multipart([{ name: "csrf", value: browser.csrf() }, file]);
    const type = { "content-type": `multipart/form-data; boundary=${boundary}` };
    const preview = await browser.send(`${path}/preview`, body, type);
    const upload = /name="upload" value="(\w+)"/u.exec(preview.html)?.[1];
    if (upload === undefined) return [preview];
    return [preview, await browser.post(`${path}/do`, { upload })];
  };

/** What somebody types who knows a part. */
export const partOf: Readonly<Record<"serial" | "holder" | "name", (ids: Ids) => string>> = {
  serial: ({ serial }: Ids) => serial.slice(2),
  holder: ({ holder }: Ids) => holder.slice(1, 6),
  name: ({ holder }: Ids) => `${holder.split(".", 1)[0]}name`,
};
const searches: readonly ((ids: Ids) => string)[] = [
  () => "/desk",
  ({ serial }) => `/desk?q=${serial}`,
  (ids) => `/desk?q=${partOf.serial(ids)}`,
  ({ holder }) => `/desk?q=${holder}`,
  ({ free }) => `/desk?q=${free}`,
  (ids) => `/desk?q=${partOf.holder(ids)}`,
  (ids) => `/desk?q=${partOf.name(ids)}`,
  ({ school }) => `/desk?q=${school}`,
  ({ number }) => `/desk?q=${number}`,
];
const lists = ["", "?group=in-service", "?group=in-stock", "?group=lost", "?after=A"]
  .concat("?sort=drift", "?sort=age", "?sort=used", "?drift=drifting", "?used=never", "?age=1")
  .concat("?choose=");

/** What is asked by every route, those first that change nothing. */
export const askings: Readonly<Record<string, Asking>> = {
  // First: what is downloaded later stands in it.
  "GET /desk/journal": get(() => "/desk/journal"),
  "GET /desk": get(...searches),
  "GET /desk/key": get(({ serial }) => `/desk/key?serial=${serial}`),
  "GET /desk/letters": get(({ serial }) => `/desk/letters?serial=${serial}`),
  "GET /desk/holder": get(
    ({ holder }) => `/desk/holder?identifier=${holder}`,
    ({ free }) => `/desk/holder?identifier=${free}`,
  ),
  "GET /desk/keys": get(...lists.map((query) => () => `/desk/keys${query}`)),
  "GET /desk/keys.csv": get(...lists.map((query) => () => `/desk/keys.csv${query}`)),
  "GET /desk/fleet": get(() => "/desk/fleet"),
  "GET /desk/fleet.csv": get(() => "/desk/fleet.csv"),
  "GET /desk/people": get(
    () => "/desk/people",
    ({ school }) => `/desk/people?school=${school}`,
  ),
  "GET /desk/people.csv": get(({ school }) => `/desk/people.csv?school=${school}`),
  "GET /desk/tickets": get(
    () => "/desk/tickets",
    () => "/desk/tickets?state=any",
    ({ number }) => `/desk/tickets?after=${number}`,
  ),
  "GET /desk/ticket": get(({ number }) => `/desk/ticket?number=${number}`),
  "GET /desk/ticket/file": get(({ number }) => `/desk/ticket/file?number=${number}&file=0`),
  "GET /desk/people/import": get(() => "/desk/people/import"),
  "GET /desk/people/import/preview": get(() => "/desk/people/import/preview"),
  "GET /desk/people/import/do": get(() => "/desk/people/import/do"),
  "GET /desk/import": get(() => "/desk/import"),
  "GET /desk/import/preview": get(() => "/desk/import/preview"),
  "GET /desk/import/do": get(() => "/desk/import/do"),
  "GET /desk/assign-many": get(() => "/desk/assign-many"),
  "GET /desk/assign-many/preview": get(() => "/desk/assign-many/preview"),
  "GET /desk/assign-many/do": get(() => "/desk/assign-many/do"),
  "GET /desk/login": get(() => "/desk/login"),
  "GET /desk/logout": get(() => "/desk/logout"),
  "GET /desk/enrol": get(() => "/desk/enrol"),
  "GET /desk/confirm": get(() => "/desk/confirm"),
  "GET /desk/language": get(({ serial }) => `/desk/language?lang=fr&to=/desk/key?serial=${serial}`),
  ...Object.fromEntries(
    deskActs.map((act) => [
      `GET /desk/key/${act}`,
      get(({ serial }) => `/desk/key/${act}?serial=${serial}`),
    ]),
  ),
  ...Object.fromEntries(
    deskActs.map((act) => [
      `POST /desk/key/${act}`,
      post(
        `/desk/key/${act}`,
        ...actForms[act].map((form) => (ids: Ids) => ({ ...reason, ...form(ids) })),
      ),
    ]),
  ),
  "POST /desk/keys/act": post("/desk/keys/act", (ids) => ({ act: "suspend", ...many(ids) })),
  "POST /desk/keys/act/do": post(
    "/desk/keys/act/do",
    (ids) => ({ act: "suspend", ...reason, ...many(ids) }),
    (ids) => ({ act: "retire", ...reason, ...many(ids) }),
  ),
  "POST /desk/ticket": post(
    "/desk/ticket",
    ...["take", "release", "close", "reopen"].map((act) => ({ number }: Ids) => ({ number, act })),
    ({ number }) => ({ number, act: "note", note: "noted" }),
    ({ number }) => ({ number, act: "answer", answer: "answered" }),
  ),
  "POST /desk/people/import/preview": uploaded("/desk/people/import"),
  "POST /desk/people/import/do": post("/desk/people/import/do", () => ({ upload: "0".repeat(32) })),
  "POST /desk/import/preview": uploaded("/desk/import"),
  "POST /desk/import/do": post("/desk/import/do", () => ({ upload: "0".repeat(32) })),
  "POST /desk/assign-many/preview": uploaded("/desk/assign-many"),
  // Behind a preview, with it.
  "POST /desk/assign-many/do": uploaded("/desk/assign-many"),
};

/** What concerns the account of whoever asks alone. */
export const apart: readonly string[] = [
  "POST /desk/login",
  "POST /desk/logout",
  "POST /desk/enrol",
  "POST /desk/confirm",
];
