import { expect, test } from "vitest";
import type { HolderEntry } from "./directory-of.ts";
import { findHolders } from "./find-holders.ts";

const entry = (holder: string, change: Partial<HolderEntry> = {}): HolderEntry => ({
  ...{
    holder,
    familyName: "",
    givenName: "",
    email: "",
    phone: "",
    school: "",
    language: "",
    groups: [],
  },
  ...change,
});

const people = [
  entry("jd1", { familyName: "Dupont", givenName: "Jérôme", email: "j.dupont@ac-lyon.fr" }),
  entry("am2", { familyName: "Martin-Dupont", givenName: "Anne", school: "0690001A" }),
  entry("zk3", { familyName: "Ço", givenName: "李", phone: "04 72", groups: ["examens"] }),
];
const directory = {
  async *entries() {
    for (const one of people) yield { entry: one, revision: 1 };
  },
};
const limits = { found: 21, scanned: 100 };

test.each([
  ["dupont", ["jd1", "am2"]],
  ["DUPONT jerome", ["jd1"]],
  ["jérôme", ["jd1"]],
  ["anne martin", ["am2"]],
  ["in-dup", ["am2"]],
  ["0690001a", ["am2"]],
  ["ac-lyon", ["jd1"]],
  ["zk", ["zk3"]],
  ["co", ["zk3"]],
  ["李", ["zk3"]],
  ["dupont 0690001A", ["am2"]],
  ["dupont nobody", []],
  ["04 72", []],
  ["examens", []],
  ["  ", []],
])("findHolders() finds %j by any part of what is known", async (text, holders) => {
  const { entries, isCutShort } = await findHolders(directory, text, limits);
  expect([entries.map(({ holder }) => holder), isCutShort]).toEqual([holders, false]);
});

test("findHolders() stops at as many as are wanted, and says when it looked through a part only", async () => {
  const first = await findHolders(directory, "dupont", { found: 1, scanned: 100 });
  expect(first.entries.map(({ holder }) => holder)).toEqual(["jd1"]);
  const cut = await findHolders(directory, "zk", { found: 9, scanned: 2 });
  expect(cut).toEqual({ entries: [], isCutShort: true });
  expect((await findHolders(directory, "zk", { found: 9, scanned: 3 })).isCutShort).toBe(false);
});

test("findHolders() lets others have their turn while it looks through many", async () => {
  const many = {
    async *entries() {
      for (let index = 0; index < 500; index += 1) yield { entry: entry(`h${index}`), revision: 1 };
    },
  };
  const order: string[] = [];
  setImmediate(() => order.push("another"));
  await findHolders(many, "nobody", { found: 21, scanned: 1000 }).then(() => order.push("found"));
  expect(order).toEqual(["another", "found"]);
});
