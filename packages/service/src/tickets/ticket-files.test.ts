import type { DocumentStore } from "@jeton/core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { faults, scheduled, withFault } from "../../test-support/faulty-documents.ts";
import { openTestPortal, type TestPortal } from "../../test-support/test-portal.ts";
import {
  changeTicket,
  listTickets,
  openTicket,
  readFile,
  readTicket,
  sweepFiles,
} from "./index.ts";
import type { Ticket, TicketContent } from "./ticket.ts";
import {
  closedTicketMilliseconds,
  reservedMilliseconds,
  type TicketPorts,
  ticketFileKind,
  ticketKind,
} from "./ticket-ports.ts";

// Goal: no file outlives its ticket, none is there for ever without one, and no ticket loses its files,
// whatever is cut off and whoever is faster.
// Method: each write of the store in turn throws before it is done, throws behind it, or is lost; the
// order in which the store answers those who work at once is drawn at random. Then all time limits
// pass, the upkeep runs, and what is left is compared.

const person = { name: "Dupont", firstName: "Jeanne", role: "", school: "", email: "", phone: "" };
const content: TicketContent = {
  ...person,
  ...{ hours: "", subject: "Refus", description: "", accounts: "", keyNumber: "" },
};
const image = { name: "écran.png", mediaType: "image/png", bytes: 2 } as const;

function filesFrom(first: number) {
  return [0, 1, 2].map((index) => ({ ...image, content: Uint8Array.of(first, index) }));
}

function opened(ports: TicketPorts, first = 7): Promise<Ticket> {
  return openTicket(ports, { language: "fr", content, files: filesFrom(first) });
}

async function upkeep(ports: TicketPorts): Promise<void> {
  await ports.documents.sweep(ports.clock());
  await sweepFiles(ports);
}

/** Each ticket that can be read has its files; once time has passed, no other file is there. */
async function expectLaw({ ports, advance }: TestPortal, first = 7): Promise<void> {
  const readable = async () =>
    (await listTickets(ports, { state: "any", after: null, limit: 100 })).tickets;
  const expectFiles = async (tickets: readonly Ticket[]) => {
    for (const ticket of tickets) {
      for (const [index, file] of filesFrom(first).entries()) {
        expect(await readFile(ports, ticket, index)).toEqual(file.content);
      }
    }
  };
  await expectFiles(await readable());
  advance(reservedMilliseconds / 1000 + 1);
  await upkeep(ports);
  const tickets = await readable();
  await expectFiles(tickets);
  expect(new Set(await setsIn(ports))).toEqual(new Set(tickets.map(({ fileSet }) => fileSet)));
  const all = { prefix: "", after: null, limit: 100, newestFirst: false };
  expect(await ports.documents.list(ticketKind, all)).toHaveLength(tickets.length);
}

async function setsIn({ documents }: TicketPorts): Promise<readonly string[]> {
  const all = { prefix: "", after: null, limit: 100, newestFirst: false };
  return (await documents.list(ticketFileKind, all)).map(({ id }) => id.split("/")[0] ?? "");
}

describe("openTicket()", () => {
  test.each(faults)("leaves no file without its ticket when a write %s", async (fault) => {
    let at = 0;
    for (let hasFailed = true; hasFailed; at += 1) {
      const portal = await openTestPortal();
      const faulty = withFault(portal.ports.documents, at, fault);
      await opened({ ...portal.ports, documents: faulty.documents }).catch(() => null);
      hasFailed = faulty.state.hasFailed;
      await expectLaw(portal);
    }
    // The number, the head of the set, three files and the ticket; then none is left to fail.
    expect(at).toBe(7);
  });

  test("answers no ticket whose files were swept while it was held up", async () => {
    for (let at = 0; at < 6; at += 1) {
      const portal = await openTestPortal();
      const { documents } = portal.ports;
      let writes = 0;
      const slow: DocumentStore = {
        ...documents,
        async put(...given) {
          if (writes === at) {
            portal.advance(reservedMilliseconds / 1000 + 1);
            await upkeep(portal.ports);
          }
          writes += 1;
          return documents.put(...given);
        },
      };
      const answer = await opened({ ...portal.ports, documents: slow }).catch((error) => error);
      // Held up before anything was stored, it is late by its own clock only.
      if (at > 0) expect(answer).toMatchObject({ code: "STORE_UNUSABLE" });
      await expectLaw(portal);
    }
  });

  test("keeps the files of two tickets apart that draw one number", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const portal = await openTestPortal();
        const numbers = [1, 1, 2];
        const random = (count: number) =>
          count === 4 ? new Uint8Array(4).fill(numbers.shift() ?? 0) : portal.ports.random(count);
        const documents = scheduled(portal.ports.documents, scheduler);
        const ports = { ...portal.ports, documents, random };
        const both = Promise.all([opened(ports, 10), opened(ports, 20)]);
        const [first, second] = await scheduler.waitFor(both);
        expect(first.number).not.toBe(second.number);
        expect(await readFile(portal.ports, first, 1)).toEqual(Uint8Array.of(10, 1));
        expect(await readFile(portal.ports, second, 1)).toEqual(Uint8Array.of(20, 1));
      }),
      { numRuns: 40 },
    );
  });

  test("shows staff no ticket before its files are stored", async () => {
    const portal = await openTestPortal();
    const faulty = withFault(portal.ports.documents, 3, "throws-before");
    await opened({ ...portal.ports, documents: faulty.documents }).catch(() => null);
    const all = { prefix: "", after: null, limit: 100, newestFirst: false };
    const [reserved] = await portal.ports.documents.list(ticketKind, all);
    expect(reserved?.body).not.toContain("Dupont");
    const number = reserved?.id ?? "";
    expect(await readTicket(portal.ports, number)).toBeNull();
    expect(await changeTicket(portal.ports, number, { kind: "close" }, "staff:x")).toBeNull();
    const page = { state: "any", after: null, limit: 9 } as const;
    expect(await listTickets(portal.ports, page)).toEqual({ tickets: [], olderThan: null });
  });
});

describe("changeTicket()", () => {
  test.each(faults)("leaves ticket and files together when a write %s", async (fault) => {
    for (const kind of ["close", "reopen"] as const) {
      const portal = await openTestPortal();
      const { number } = await opened(portal.ports);
      if (kind === "reopen") await changeTicket(portal.ports, number, { kind: "close" }, "staff:x");
      const { documents } = withFault(portal.ports.documents, 0, fault);
      const ports = { ...portal.ports, documents };
      await changeTicket(ports, number, { kind }, "staff:x").catch(() => null);
      await expectLaw(portal);
      portal.advance(closedTicketMilliseconds / 1000);
      await expectLaw(portal);
    }
  });

  // The upkeep a year after a ticket was closed meets staff who reopen and close it.
  test("loses no file of an open ticket, whoever is faster", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom("close", "reopen", "upkeep"), { minLength: 2, maxLength: 6 }),
        async (scheduler, acts) => {
          const portal = await openTestPortal();
          const { number } = await opened(portal.ports);
          await changeTicket(portal.ports, number, { kind: "close" }, "staff:x");
          portal.advance(closedTicketMilliseconds / 1000 + 1);
          const ports = {
            ...portal.ports,
            documents: scheduled(portal.ports.documents, scheduler),
          };
          const all = acts.map((kind) =>
            kind === "upkeep" ? upkeep(ports) : changeTicket(ports, number, { kind }, "staff:x"),
          );
          await scheduler.waitFor(Promise.all(all));
          await expectLaw(portal);
          portal.advance(closedTicketMilliseconds / 1000);
          await expectLaw(portal);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("sweepFiles()", () => {
  test.each(faults)("is finished by the next one when a write %s", async (fault) => {
    for (let at = 0; at < 4; at += 1) {
      const portal = await openTestPortal();
      await opened(portal.ports);
      const { number } = await opened(portal.ports);
      await changeTicket(portal.ports, number, { kind: "close" }, "staff:x");
      portal.advance(closedTicketMilliseconds / 1000 + 1);
      await portal.ports.documents.sweep(portal.ports.clock());
      const faulty = withFault(portal.ports.documents, at, fault);
      await sweepFiles({ ...portal.ports, ...faulty }).catch(() => null);
      expect(faulty.state.hasFailed).toBe(true);
      await expectLaw(portal);
    }
  });

  test("reads no file of a ticket that is there", async () => {
    const { ports } = await openTestPortal();
    for (let count = 0; count < 5; count += 1) await opened(ports);
    const read: string[] = [];
    const documents: DocumentStore = {
      ...ports.documents,
      async list(...given) {
        const found = await ports.documents.list(...given);
        read.push(...found.map(({ body }) => body));
        return found;
      },
    };
    expect(await sweepFiles({ ...ports, documents })).toBe(0);
    expect(read).toHaveLength(5);
    for (const body of read) expect(body).not.toContain("base64");
  });

  test("keeps what was stored when files stood under the ticket's number", async () => {
    const portal = await openTestPortal();
    const { documents } = portal.ports;
    const { fileSet: _, ...former } = await openTicket(portal.ports, {
      ...{ language: "fr", content, files: [] },
    });
    const { number } = former;
    const files = filesFrom(7).map(({ content: __, ...file }) => file);
    const body = JSON.stringify({ ...former, files });
    await documents.put(ticketKind, number, 1, { body, expiresAt: null });
    for (const [index, { content: bytes }] of filesFrom(7).entries()) {
      const base64 = Buffer.from(bytes).toString("base64");
      const file = { body: JSON.stringify({ version: 1, base64 }), expiresAt: null };
      await documents.put(ticketFileKind, `${number}/${index}`, 0, file);
    }
    await expectLaw(portal);
    await changeTicket(portal.ports, number, { kind: "close" }, "staff:x");
    portal.advance(closedTicketMilliseconds / 1000 + 1);
    await expectLaw(portal);
    expect(await setsIn(portal.ports)).toEqual([]);
  });
});
