import type { DocumentStore, KeyStore } from "@jeton/core";
import { beforeEach, describe, expect, test } from "vitest";
import { nobody } from "../../../../test/support/people.ts";
import { counting } from "../../test-support/counting.ts";
import { holder, openTestPortal, serial } from "../../test-support/test-portal.ts";
import { keyView } from "../desk/key-view.ts";
import { directoryOf } from "../holders/directory-of.ts";
import { askedTicketsMax, openTicket, recentTicketsMax } from "../tickets/index.ts";
import { type Scoped, scopedTo } from "./scoped-to.ts";

const texts = { name: "Dupont", firstName: "", role: "", school: "", email: "", phone: "" };
const content = { ...texts, hours: "", subject: "", description: "" };

// Goal: what a page costs staff with a scope has a bound, however many requests strangers write, and no request of theirs is lost.
// Method: requests that lead to another school, between two of their own; the questions to the store are counted.
describe("the requests that staff with a scope see", () => {
  let portal: Awaited<ReturnType<typeof openTestPortal>>;
  let asked: string[];
  let scoped: Scoped;

  beforeEach(async () => {
    portal = await openTestPortal();
    asked = [];
    const ports = {
      ...portal.ports,
      store: counting<KeyStore>(portal.ports.store, asked),
      documents: counting<DocumentStore>(portal.ports.documents, asked),
    };
    const directory = directoryOf(ports);
    await directory.put({ ...nobody, holder, school: "OWN" }, 0);
    await directory.put({ ...nobody, holder: "foreign", school: "FOREIGN" }, 0);
    scoped = scopedTo(ports, directory, { scope: ["OWN"], account: null });
  });

  const write = async (accounts: string, seconds = 7) => {
    portal.advance(seconds);
    const given = { language: "fr", content: { ...content, accounts, keyNumber: "" }, files: [] };
    return (await openTicket(portal.ports, { ...given, language: "fr" })).number;
  };
  const foreigners = async (count: number, seconds?: number) => {
    for (let index = 0; index < count; index += 1) await write("foreign", seconds);
  };
  /** Returns the numbers on each page, and the most that one page asked of the store. */
  const paged = async () => {
    const pages: string[][] = [];
    const begins: string[] = [];
    let askedMost = 0;
    for (let after: string | null = null; pages.length < 100; ) {
      asked.length = 0;
      const found = await scoped.tickets.list({ state: "open", after, limit: 50 });
      askedMost = Math.max(askedMost, asked.length);
      pages.push(found.tickets.map(({ number }) => number));
      if (found.olderThan === null) break;
      after = found.olderThan;
      begins.push(after);
    }
    return { pages, begins, askedMost };
  };

  test("are on the page of a key for as many questions with foreign ones as without", async () => {
    const first = await write(holder);
    const before = (await keyView(scoped, serial))?.tickets.map(({ number }) => number);
    expect(before).toEqual([first]);
    // From the second time on the person is opened already.
    asked.length = 0;
    await keyView(scoped, serial);
    const without = asked.splice(0).filter((name) => name !== "list").length;
    await foreigners(recentTicketsMax - 1);
    asked.length = 0;
    expect((await keyView(scoped, serial))?.tickets.map(({ number }) => number)).toEqual([first]);
    expect(asked.filter((name) => name !== "list")).toHaveLength(without);
    await foreigners(500);
    asked.length = 0;
    expect((await keyView(scoped, serial))?.tickets).toEqual([]);
    expect(asked.length).toBeLessThan(without + 10);
  });

  test("are listed page by page, none twice and none lost, each page for a bounded number of questions", async () => {
    const oldest = await write(holder);
    await foreigners(450);
    const newest = await write(holder);
    const { pages, begins, askedMost } = await paged();
    expect(pages.flat()).toEqual([newest, oldest]);
    expect(pages.length).toBeGreaterThan(3);
    expect(begins.every((begin) => begin.endsWith("-0000"))).toBe(true);
    // Two for each request that leads to somebody, those of the last minute included, and the lists themselves.
    expect(askedMost).toBeLessThan(3 * askedTicketsMax);
  });

  test("are all listed when many were written within one minute", async () => {
    const oldest = await write(holder, 60);
    await foreigners(450, 0);
    const { pages, askedMost } = await paged();
    expect(pages.flat()).toEqual([oldest]);
    expect(askedMost).toBeLessThan(5 * askedTicketsMax);
  });

  test("tell of no other behind a page that is full", async () => {
    await foreigners(3);
    const own = [await write(holder, 60), await write(holder, 60)].reverse();
    const found = await scoped.tickets.list({ state: "open", after: null, limit: 2 });
    expect(found.tickets.map(({ number }) => number)).toEqual(own);
    expect(found.olderThan).toBeNull();
  });
});
