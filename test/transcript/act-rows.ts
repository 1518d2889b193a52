import { codeOf, holderOf, type Situation } from "./keys-in-situations.ts";

export const acts = [
  ...["assign", "hand-over", "unlock", "clear-pin", "resynchronise"],
  ...["issue-temporary-code", "end-temporary-code"],
  ...["replace", "send-second-key", "suspend", "resume", "lose", "retire"],
] as const;
export type Act =
  | ("assign" | "hand-over" | "unlock" | "clear-pin" | "resynchronise")
  | ("issue-temporary-code" | "end-temporary-code")
  | ("replace" | "send-second-key" | "suspend" | "resume" | "lose" | "retire");

export type Door = "form" | "api" | "command" | "json";

/** What is given at a door besides the key and the act. */
type Given = {
  readonly fields: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly words: readonly string[];
};

/** One act on one key, at each of its doors. */
export type Row = {
  readonly act: Act;
  readonly situation: Situation;
  /** What is unusual about it; "" for nothing. */
  readonly note: string;
  /** The serial that is named; null for a key of the row's own at each door. */
  readonly serial: string | null;
  readonly doors: readonly Door[];
  readonly given: (serial: string) => Given;
  /** Who sits at the form. */
  readonly by: "marie" | "paul" | "lea" | "nora" | "nobody" | "foreign";
};

/** Returns whether the act takes another key besides. */
export function takesSpare(act: Act): boolean {
  return act === "replace" || act === "send-second-key";
}

/** The key in stock that replaces the key of a row, at once or later. */
export function spareOf(serial: string): string {
  return `${serial}.new`;
}

const states: readonly Situation[] = [
  ...(["in-stock", "assigned", "choosing-pin", "confirming-pin"] as const),
  ...(["in-service", "suspended", "lost", "retired"] as const),
];
const three: readonly Door[] = ["form", "api", "command"];
const all: readonly Door[] = [...three, "json"];

function row(act: Act, situation: Situation, change: Partial<Row> = {}): Row {
  const given = (serial: string) => usual(act, serial);
  return { act, situation, note: "", serial: null, doors: three, given, by: "marie", ...change };
}

/** What an act usually needs, as each door wants to be told. */
function usual(act: Act, serial: string): Given {
  const reason = "essai";
  switch (act) {
    case "assign": {
      const identifier = `to-${serial}`;
      return { fields: { holder: identifier, reason }, body: { identifier }, words: [identifier] };
    }
    case "hand-over":
      return {
        fields: { days: "14", reason },
        body: { firstUseDays: 14 },
        words: ["--days", "14"],
      };
    case "resynchronise":
      return codes(codeOf(serial, 3), codeOf(serial, 4));
    case "replace":
      return replacedBy(spareOf(serial));
    case "send-second-key": {
      const by = spareOf(serial);
      return { fields: { serial: by, reason }, body: { by }, words: [by] };
    }
    case "issue-temporary-code":
      return temporaryCode({ hours: 8, uses: 3, startsIn: 1, returning: "after-end" });
    case "end-temporary-code":
    case "unlock":
    case "clear-pin":
    case "suspend":
    case "resume":
    case "lose":
    case "retire":
      return { fields: { reason }, body: {}, words: [] };
    default:
      return act satisfies never;
  }
}

function temporaryCode(terms: {
  readonly hours: number;
  readonly uses: number;
  readonly startsIn: number;
  readonly returning: string;
}): Given {
  const { hours, uses, startsIn, returning } = terms;
  const words = ["--hours", hours, "--uses", uses, "--starts-in", startsIn].map(String);
  const fields = { hours: String(hours), uses: String(uses), startsIn: String(startsIn) };
  return {
    fields: { ...fields, returning, reason: "essai" },
    body: { hours, uses, returningKey: returning },
    words: [...words, "--returning-key", returning],
  };
}

function codes(first: string, second: string): Given {
  const body = { first, second };
  return { fields: { ...body, reason: "essai" }, body, words: [first, second] };
}

function replacedBy(by: string): Given {
  return { fields: { serial: by, fate: "lost", reason: "essai" }, body: { by }, words: [by] };
}

const ofHolder = (identifier: string): Given => ({
  ...{ fields: { holder: identifier }, body: { identifier }, words: [identifier] },
});

/** Every act in every state, at each door. */
const plainRows = acts.flatMap((act) =>
  states.map((state) =>
    row(act, state, state === "in-service" || state === "retired" ? { doors: all } : {}),
  ),
);

/** Keys that are none, or none of anybody's. */
const foreignRows = acts.flatMap((act) =>
  ["decoy-3", "staff-zoe", "no-such-key"].map((serial) =>
    row(act, "absent", { serial, note: serial, doors: serial === "decoy-3" ? all : three }),
  ),
);

const situationRows: readonly Row[] = [
  ...(["unlock", "clear-pin", "resynchronise", "suspend"] as const).flatMap((act) =>
    (["blocked", "guessed-at", "asked-for-next"] as const).map((each) => row(act, each)),
  ),
  ...(["assign", "hand-over", "replace", "clear-pin", "retire"] as const).map((act) =>
    row(act, "waiting"),
  ),
  ...acts.map((act) => row(act, "damaged", { doors: ["form", "api"] })),
];

const unusualRows: readonly Row[] = [
  row("assign", "in-stock", {
    ...{ note: "holder taken", doors: all },
    given: (serial) => ofHolder(holderOf(serial.replace(/in-stock.*/u, "assigned"))),
  }),
  row("assign", "in-stock", { note: "no identifier", given: () => ofHolder("a b") }),
  row("assign", "in-stock", {
    note: "until hand-over",
    given: (serial) => ({
      fields: { holder: `at-${serial}`, waits: "yes" },
      body: { identifier: `at-${serial}`, untilHandOver: true },
      words: [`at-${serial}`, "--until-hand-over"],
    }),
  }),
  ...["0", "3651"].map((days) =>
    row("hand-over", "assigned", {
      note: `${days} days`,
      given: () => ({
        fields: { days },
        body: { firstUseDays: Number(days) },
        words: ["--days", days],
      }),
    }),
  ),
  row("hand-over", "assigned", {
    ...{ note: "with an activation code", doors: ["form", "command", "json"] },
    given: () => ({
      fields: { days: "7", activation: "yes" },
      body: {},
      words: ["--days", "7", "--activation-code"],
    }),
  }),
  ...(
    [
      ["codes that do not follow", 5, 7],
      ["codes that were used", -1, 0],
      ["codes far ahead", 1300, 1301],
    ] as const
  ).map(([note, first, second]) =>
    row("resynchronise", "in-service", {
      ...{ note, doors: all },
      given: (serial) => codes(codeOf(serial, first), codeOf(serial, second)),
    }),
  ),
  ...(
    [
      { hours: 0, uses: 3, startsIn: 0, returning: "refused" },
      { hours: 169, uses: 3, startsIn: 0, returning: "refused" },
      { hours: 24, uses: 0, startsIn: 0, returning: "refused" },
      { hours: 24, uses: 101, startsIn: 0, returning: "refused" },
      { hours: 24, uses: 1, startsIn: 169, returning: "refused" },
      { hours: 24, uses: 1, startsIn: 0, returning: "as you like" },
    ] as const
  ).map((terms, index) =>
    row("issue-temporary-code", "in-service", {
      note: `terms ${index + 1}`,
      given: () => temporaryCode(terms),
    }),
  ),
  row("resynchronise", "in-service", { note: "no code", given: () => codes("12", "123456") }),
  ...["no-such-key", "decoy-4", "staff-zoe"].map((by) =>
    row("replace", "in-service", { note: `by ${by}`, given: () => replacedBy(by) }),
  ),
  row("replace", "in-service", { note: "by itself", given: (serial) => replacedBy(serial) }),
  row("replace", "in-service", {
    note: "retired, until hand-over",
    given: (serial) => ({
      fields: { serial: spareOf(serial), fate: "retired", waits: "yes", reason: "cassée" },
      body: { by: spareOf(serial), old: "retire", untilHandOver: true },
      words: [spareOf(serial), "--retire", "--until-hand-over"],
    }),
  }),
  ...(["", "x".repeat(301)] as const).map((reason) =>
    row("retire", "in-service", {
      ...{ note: `reason of ${reason.length} characters`, doors: ["form"] },
      given: () => ({ fields: { reason }, body: {}, words: [] }),
    }),
  ),
  row("retire", "in-service", { note: "by the desk", by: "paul", doors: ["form"] }),
  row("suspend", "in-service", { note: "by the auditor", by: "lea", doors: ["form"] }),
  row("clear-pin", "in-service", { note: "factors not given", by: "nora", doors: ["form"] }),
  row("suspend", "in-service", { note: "nobody logged in", by: "nobody", doors: ["form"] }),
  row("suspend", "in-service", { note: "another form", by: "foreign", doors: ["form"] }),
];

export const rows: readonly Row[] = [
  ...plainRows,
  ...foreignRows,
  ...situationRows,
  ...unusualRows,
];

/** Returns the serial of a row's key at a door; what is before the "~" stands in no transcript. */
export function serialAt(door: Door, { act, situation, note, serial }: Row): string {
  const words = note === "" ? "" : `.${note.replaceAll(/\W+/gu, "-")}`;
  return serial ?? `${door}~${act}.${situation}${words}`;
}
