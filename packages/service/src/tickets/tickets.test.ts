import { unixMilliseconds } from "@jeton/core";
import { openMemoryStore } from "@jeton/store";
import { describe, expect, test } from "vitest";
import { browserAtHome, holder, openTestPortal, serial } from "../../test-support/test-portal.ts";
import {
  changeTicket,
  listTickets,
  openTicket,
  parseTicketNumber,
  readFile,
  readTicket,
  sweepFiles,
  ticketKey,
} from "./index.ts";
import type { TicketContent } from "./ticket.ts";
import { namesKey } from "./ticket-key.ts";
import { ticketNumber } from "./ticket-number.ts";
import { closedTicketMilliseconds } from "./ticket-ports.ts";

const content: TicketContent = {
  name: "Dupont",
  firstName: "Jeanne",
  role: "",
  school: "Collège Jean Moulin",
  email: "jeanne.dupont@ac-exemple.fr",
  phone: "",
  hours: "",
  subject: "Connexion refusée",
  description: "« Connexion refusée » depuis ce matin",
  accounts: "",
  keyNumber: "",
};

describe("openTicket()", () => {
  test("keeps all that was written, and its files", async () => {
    const { ports } = await openTestPortal();
    const image = { name: "écran.png", mediaType: "image/png", bytes: 3 } as const;
    const file = { ...image, content: Uint8Array.of(0, 200, 255) };
    const ticket = await openTicket(ports, { language: "fr", content, files: [file] });
    expect(ticket).toMatchObject({ state: { kind: "open" }, content, files: [image], notes: [] });
    expect(await readTicket(ports, ticket.number)).toEqual(ticket);
    expect(await readFile(ports, ticket, 0)).toEqual(file.content);
    expect(await readFile(ports, ticket, 1)).toBeNull();
  });

  test("gives two tickets of one minute two numbers, even when the randomness repeats", async () => {
    const { ports } = await openTestPortal();
    const bytes = [1, 1, 1, 2];
    const random = (count: number) => new Uint8Array(count).fill(bytes.shift() ?? 0);
    const given = { language: "fr", content, files: [] } as const;
    const first = await openTicket({ ...ports, random }, given);
    const second = await openTicket({ ...ports, random }, given);
    expect(second.number).not.toBe(first.number);
    expect(await readTicket(ports, first.number)).toEqual(first);
  });
});

describe("ticketNumber()", () => {
  test("can be read aloud and typed again", () => {
    const at = unixMilliseconds(Date.parse("2026-11-24T18:30:59Z"));
    const number = ticketNumber(at, Uint8Array.of(19, 7, 23, 4));
    expect(number).toBe("20261124-1830-K7Q4");
    expect(parseTicketNumber(` ${number.toLowerCase()} `)).toBe(number);
    expect(parseTicketNumber("20261124-1830-ILOU")).toBeNull();
  });
});

describe("listTickets()", () => {
  test("answers the newest first, open or closed, part by part", async () => {
    const portal = await openTestPortal();
    const numbers: string[] = [];
    for (let count = 0; count < 230; count += 1) {
      portal.advance(60);
      numbers.unshift(
        (await openTicket(portal.ports, { language: "en", content, files: [] })).number,
      );
    }
    const some = { state: "open", after: null, limit: 3 } as const;
    const listed = await listTickets(portal.ports, some);
    expect(listed.olderThan).toBe(numbers[2]);
    expect(listed.tickets.map(({ number }) => number)).toEqual(numbers.slice(0, 3));
    for (const number of numbers.slice(0, 225)) {
      await changeTicket(portal.ports, number, { kind: "close" }, "staff:test");
    }
    const open = await listTickets(portal.ports, some);
    expect(open.tickets.map(({ number }) => number)).toEqual(numbers.slice(225, 228));
    const after = open.olderThan;
    const rest = await listTickets(portal.ports, { ...some, after });
    expect(rest.tickets.map(({ number }) => number)).toEqual(numbers.slice(228));
    expect(rest.olderThan).toBeNull();
    const all = await listTickets(portal.ports, { ...some, state: "any", limit: 230 });
    expect(all).toMatchObject({ tickets: { length: 230 }, olderThan: null });
  });
});

describe("changeTicket()", () => {
  test("notes, closes and reopens, and a closed one is swept a year later with its files", async () => {
    const portal = await openTestPortal();
    const { ports } = portal;
    const file = { name: "a.pdf", mediaType: "application/pdf", bytes: 1 } as const;
    const files = [{ ...file, content: Uint8Array.of(1) }];
    const ticket = await openTicket(ports, { language: "fr", content, files });
    const { number } = ticket;
    await changeTicket(ports, number, { kind: "note", text: "rappelée" }, "staff:lea");
    const closed = await changeTicket(ports, number, { kind: "close" }, "staff:lea");
    expect(closed?.notes.map(({ actor, text }) => [actor, text])).toEqual([
      ["staff:lea", "rappelée"],
    ]);
    expect(closed?.state).toMatchObject({ kind: "closed", actor: "staff:lea" });
    await changeTicket(ports, number, { kind: "reopen" }, "staff:lea");
    portal.advance(2 * (closedTicketMilliseconds / 1000));
    expect(await ports.documents.sweep(ports.clock())).toBe(0);
    expect(await sweepFiles(ports)).toBe(0);
    expect(await readFile(ports, ticket, 0)).toEqual(Uint8Array.of(1));
    await changeTicket(ports, number, { kind: "close" }, "staff:lea");
    portal.advance(closedTicketMilliseconds / 1000 + 1);
    expect(await ports.documents.sweep(ports.clock())).toBe(1);
    expect(await sweepFiles(ports)).toBe(1);
    expect(await readTicket(ports, number)).toBeNull();
    expect(await readFile(ports, ticket, 0)).toBeNull();
  });

  test("answers null for a number that there is not", async () => {
    const { ports } = await openTestPortal();
    expect(
      await changeTicket(ports, "20261124-1830-K7Q4", { kind: "close" }, "staff:x"),
    ).toBeNull();
  });
});

describe("ticketKey()", () => {
  test.each([
    ["the key's number", { keyNumber: `N° : ${serial}` }, "key-number"],
    ["the number with blanks", { keyNumber: ` ${serial[0]} ${serial.slice(1)} ` }, "key-number"],
    ["the number in small letters", { keyNumber: serial.toLowerCase() }, "key-number"],
    ["an account among others", { accounts: `nobody; ${holder.toUpperCase()}, x` }, "account"],
  ])("finds the key by %s, with its last events", async (_, change, by) => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    const given = { language: "fr", content: { ...content, ...change }, files: [] } as const;
    const found = await ticketKey(portal.ports, await openTicket(portal.ports, given), 2);
    expect(found?.record.serial).toBe(serial);
    expect(found?.by).toBe(by);
    expect(found?.events.map(({ kind }) => kind)).toEqual(["pin-chosen", "commissioned"]);
  });

  test.each([
    ["nothing", {}],
    ["a decoy", { keyNumber: "decoy-1", accounts: "decoy-1" }],
    ["a number that there is not", { keyNumber: "K-9", accounts: "nobody" }],
  ])("finds none by %s", async (_, change) => {
    const { ports } = await openTestPortal();
    const given = { language: "fr", content: { ...content, ...change }, files: [] } as const;
    expect(await ticketKey(ports, await openTicket(ports, given))).toBeNull();
  });
});

describe("namesKey()", () => {
  const record = { serial, holder };
  test.each([
    ["the key's number", { keyNumber: `n° ${serial}` }, true],
    ["the number in small letters", { keyNumber: serial.toLowerCase() }, true],
    ["the holder among the accounts", { accounts: `nobody; ${holder.toUpperCase()}` }, true],
    ["another number", { keyNumber: `${serial}2`, accounts: `${holder}2` }, false],
    ["nothing", {}, false],
  ])("knows a ticket by %s", (_, change, named) => {
    expect(namesKey({ content: { ...content, ...change } }, record)).toBe(named);
    expect(namesKey({ content: { ...content, accounts: holder } }, { serial, holder: null })).toBe(
      false,
    );
  });
});

test.each(["{}", "{", "null"])("a ticket that was altered is not read as one: %s", async (body) => {
  const { documents } = openMemoryStore();
  await documents.put("ticket", "20261124-1830-K7Q4", 0, { body, expiresAt: null });
  await expect(readTicket({ documents }, "20261124-1830-K7Q4")).rejects.toMatchObject({
    code: "RECORD_MALFORMED",
    message: "Cannot read a ticket: it was edited",
  });
});
