import { expect, test, vi } from "vitest";
import { openTestPortal } from "../../test-support/test-portal.ts";
import { changeTicket, openTicket, readFile, readTicket } from "../tickets/index.ts";
import { createLog } from "../web/log.ts";
import { createMetrics } from "../web/metrics.ts";
import { startUpkeep } from "./upkeep.ts";

test("startUpkeep() removes a ticket that is over, with its files, while the service runs", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const { ports, advance } = await openTestPortal();
    const texts = { name: "Dupont", firstName: "", role: "", school: "", email: "", phone: "" };
    const ticket = await openTicket(ports, {
      language: "fr",
      content: {
        ...{ ...texts, hours: "", subject: "", description: "", accounts: "", keyNumber: "" },
      },
      files: [{ name: "a.png", mediaType: "image/png", bytes: 1, content: Uint8Array.of(1) }],
    });
    await changeTicket(ports, ticket.number, { kind: "close" }, "staff:lea");
    const stop = startUpkeep(ports, createLog("silent"), createMetrics(ports));
    advance(366 * 24 * 60 * 60);
    vi.advanceTimersByTime(10 * 60 * 1000);
    await stop();
    expect(await readTicket(ports, ticket.number)).toBeNull();
    expect(await readFile(ports, ticket, 0)).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

test("startUpkeep() looks at all keys at once, and tells metrics how they are", async () => {
  const { ports } = await openTestPortal();
  const metrics = createMetrics(ports);
  const found: number[] = [];
  const noting = {
    ...metrics,
    fleetFound: ({ keys }: { readonly keys: readonly unknown[] }) => {
      found.push(keys.length);
    },
  };
  const stop = startUpkeep(ports, createLog("silent"), noting);
  await vi.waitFor(() => expect(found).toEqual([1]), 20_000);
  await stop();
});
