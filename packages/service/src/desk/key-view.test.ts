import type { DocumentStore, KeyStore } from "@jeton/core";
import { expect, test } from "vitest";
import { counting } from "../../test-support/counting.ts";
import { holder, openTestPortal, serial } from "../../test-support/test-portal.ts";
import { directoryOf } from "../holders/directory-of.ts";
import { scopedTo } from "../scoped/index.ts";
import { openTicket } from "../tickets/index.ts";
import { keyView } from "./key-view.ts";

const texts = { name: "Dupont", firstName: "Jeanne", role: "", school: "", email: "", phone: "" };
const content = { ...texts, hours: "", subject: "Refus", description: "" };

// Goal: what the page of a key costs does not depend on what strangers wrote.
// Method: sixty tickets that name keys and accounts, this one's or others'; questions are counted.
test("keyView() asks the store as often with sixty tickets as with none", async () => {
  const { ports, advance } = await openTestPortal();
  const asked: string[] = [];
  const counted = {
    ...ports,
    store: counting<KeyStore>(ports.store, asked),
    documents: counting<DocumentStore>(ports.documents, asked),
  };
  const parts = scopedTo(counted, directoryOf(counted), { scope: null, account: null });
  await keyView(parts, serial);
  const without = asked.splice(0);

  const linked: string[] = [];
  for (let count = 0; count < 60; count += 1) {
    advance(60);
    const named = [
      { accounts: "somebody, else", keyNumber: `K-${count + 2}` },
      { accounts: `else, ${holder}`, keyNumber: "" },
      { accounts: "", keyNumber: `N° ${serial}` },
    ][count % 3] ?? { accounts: "", keyNumber: "" };
    const given = { language: "fr", content: { ...content, ...named }, files: [] } as const;
    const { number } = await openTicket(ports, given);
    if (count % 3 > 0) linked.unshift(number);
  }
  const view = await keyView(parts, serial);
  expect(view?.tickets.map(({ number }) => number)).toEqual(linked);
  expect(asked).toEqual(without);
  // One asks for the holder's other key; the last two are for the directory: who has the key, and whether there is anyone.
  expect(asked).toEqual(["load", "events", "list", "list", "loadForHolder", "load", "list"]);
});
