import { beforeEach, describe, expect, test } from "vitest";
import { browserOf, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import type { Page } from "../../test-support/test-portal.ts";
import type { Mail, MailOutcome } from "../mail/index.ts";
import { openTicket, readTicket, type Ticket } from "../tickets/index.ts";
import { createDesk } from "./desk.ts";

const content = {
  ...{ name: "Dupont", firstName: "Jeanne", role: "", school: "", phone: "", hours: "" },
  ...{ email: "jeanne@ac-lyon.fr", subject: "Refused\r\nBcc: x@y.fr", description: "…" },
  ...{ accounts: "", keyNumber: "" },
};

describe("an answer to a ticket", () => {
  let desk: TestDesk;
  let mails: Mail[];
  let outcome: MailOutcome;
  let cutOff = false;
  let ticket: Ticket;
  const write = (email: string) =>
    openTicket(desk.ports, { language: "en", content: { ...content, email }, files: [] });

  beforeEach(async () => {
    const plain = await openTestDesk();
    mails = [];
    outcome = { kind: "sent" };
    const send = async (mail: Mail) => {
      if (outcome.kind === "sent") mails.push(mail);
      // The server has it, and the process dies before it is noted.
      if (cutOff) throw new Error("cut off");
      return outcome;
    };
    const mailer = { send, check: async () => null };
    desk = { ...plain, app: createDesk({ ...plain.ports, mailer }) };
    ticket = await write(content.email);
  });

  test("goes out in the ticket's language, is kept, and makes its author the owner", async () => {
    const browser = await browserOf(desk, "desk");
    const path = `/desk/ticket?number=${ticket.number}`;
    expect((await browser.get(path)).text).toContain("jeanne@ac-lyon.fr");
    const fields = { number: ticket.number, act: "answer", answer: "Wait for the next code." };
    expect((await browser.post("/desk/ticket", fields)).status).toBe(303);
    expect(mails).toMatchObject([{ to: "jeanne@ac-lyon.fr", isAutomatic: false }]);
    expect(mails[0]?.subject).toBe(`Request ${ticket.number}: Refused Bcc: x@y.fr`);
    expect(mails[0]?.text).toContain("Wait for the next code.");
    expect(await readTicket(desk.ports, ticket.number)).toMatchObject({
      owner: "staff:desk",
      notes: [
        {
          ...{ text: "Wait for the next code.", sentTo: "jeanne@ac-lyon.fr" },
          delivery: { state: "sent" },
        },
      ],
    });
    expect((await browser.get("/desk/tickets")).text).toContain(ticket.number);
    await browser.get(path);
    await browser.post("/desk/ticket", { number: ticket.number, act: "release" });
    expect(await readTicket(desk.ports, ticket.number)).toMatchObject({ owner: null });
  });

  test("that the mail server refuses is not kept as sent, and its text is not lost", async () => {
    outcome = { kind: "failed", fault: "server", problem: "ECONNECTION" };
    const browser = await browserOf(desk, "desk");
    await browser.get(`/desk/ticket?number=${ticket.number}`);
    const fields = { number: ticket.number, act: "answer", answer: "Wait for the next code." };
    const page = await browser.post("/desk/ticket", fields);
    expect(page.status).toBe(422);
    expect(page.text).toContain("Wait for the next code.");
    expect(page.text).toContain("non envoyée");
    expect((await readTicket(desk.ports, ticket.number))?.notes).toMatchObject([
      { delivery: { state: "failed" } },
    ]);
    // The page that is shown again has another form: what it sends is another answer.
    outcome = { kind: "sent" };
    const [, attempt = ""] = /name="attempt" value="([^"]+)"/u.exec(page.html) ?? [];
    expect((await browser.post("/desk/ticket", { ...fields, attempt })).status).toBe(303);
    expect(mails).toHaveLength(1);
    expect((await browser.get(`/desk/ticket?number=${ticket.number}`)).text).toMatch(
      /non envoyée.*Réponse envoyée à jeanne/u,
    );
  });

  test("is sent once by a form that is sent twice, and again by another form or text", async () => {
    const browser = await browserOf(desk, "desk");
    const give = async (answer: string, posts: number, page?: Page) => {
      const { html } = page ?? (await browser.get(`/desk/ticket?number=${ticket.number}`));
      const [, attempt = ""] = /name="attempt" value="([^"]+)"/u.exec(html) ?? [];
      const fields = { number: ticket.number, act: "answer", answer, attempt };
      const sent = Array.from({ length: posts }, () => browser.post("/desk/ticket", fields));
      for (const { status } of await Promise.all(sent)) expect(status).toBe(303);
    };
    await give("Wait for the next code.", 2);
    expect(mails).toHaveLength(1);
    await give("Wait for the next code.", 1);
    expect(mails).toHaveLength(2);
    const page = await browser.get(`/desk/ticket?number=${ticket.number}`);
    for (const text of ["One more thing.", "One more thing.", "Another thing."]) {
      await give(text, 1, page);
    }
    expect(mails).toHaveLength(4);
    expect((await readTicket(desk.ports, ticket.number))?.notes).toHaveLength(4);
  });

  test("is not sent again after it was cut off, and said to be unconfirmed", async () => {
    const browser = await browserOf(desk, "desk");
    const { html } = await browser.get(`/desk/ticket?number=${ticket.number}`);
    const [, attempt = ""] = /name="attempt" value="([^"]+)"/u.exec(html) ?? [];
    const fields = { number: ticket.number, act: "answer", answer: "Wait.", attempt };
    cutOff = true;
    expect((await browser.post("/desk/ticket", fields)).status).toBe(500);
    cutOff = false;
    expect((await browser.post("/desk/ticket", fields)).status).toBe(303);
    expect(mails).toHaveLength(1);
    expect((await browser.get(`/desk/ticket?number=${ticket.number}`)).text).toContain(
      "envoi en cours, ou interrompu",
    );
  });

  test.each(["", "no address", "a@x.fr, b@x.fr", "a@x.fr\nb"])(
    "is not offered for %j",
    async (email) => {
      const { number } = await write(email);
      const browser = await browserOf(desk, "desk");
      const page = await browser.get(`/desk/ticket?number=${number}`);
      expect(page.html).not.toContain('name="answer"');
      const fields = { number, act: "answer", answer: "text" };
      expect((await browser.post("/desk/ticket", fields)).status).toBe(400);
      expect(mails).toEqual([]);
    },
  );
});
