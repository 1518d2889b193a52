import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { ownCertificate } from "../../../../test/support/own-certificate.ts";
import { type MailSink, openMailSink } from "../../test-support/mail-sink.ts";
import type { MailSettings } from "./mail-settings.ts";
import { openMailer } from "./mailer.ts";

let sink: MailSink | null = null;
afterEach(async () => {
  await sink?.close();
  sink = null;
});

const settings = (port: number): MailSettings => ({
  ...{ host: "127.0.0.1", port, security: "none", login: null, ca: null },
  ...{ from: "Assistance <assistance@ac-lyon.fr>", replyTo: "help@ac-lyon.fr", noticesADay: 5 },
});
const mail = { to: "anne@ac-lyon.fr", subject: "Clé", text: "Bonjour é\n", isAutomatic: true };

describe("openMailer()", () => {
  test("sends plain text to one person, from a program", async () => {
    sink = await openMailSink();
    const mailer = openMailer(settings(sink.port));
    expect(await mailer.check()).toBeNull();
    expect(await mailer.send(mail)).toEqual({ kind: "sent" });
    const [{ to, raw } = { to: [], raw: "" }] = sink.mails;
    expect(to).toEqual(["anne@ac-lyon.fr"]);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated$/mu);
    expect(raw).toMatch(/^Reply-To: help@ac-lyon\.fr$/mu);
    expect(raw).toMatch(/^Content-Type: text\/plain; charset=utf-8$/mu);
    expect(raw).not.toContain("text/html");
  });

  test("takes an address with a comma or a line's end for no second one", async () => {
    sink = await openMailSink();
    const mailer = openMailer(settings(sink.port));
    for (const to of ["a@x.fr,b@x.fr", "a@x.fr\r\nBcc: b@x.fr", "a@x.fr>,<b@x.fr"]) {
      await mailer.send({ ...mail, to, subject: "one\r\nBcc: c@x.fr" });
    }
    const reached = sink.mails.flatMap(({ to }) => to);
    expect(reached).not.toContain("b@x.fr");
    expect(reached).not.toContain("c@x.fr");
    for (const { raw } of sink.mails) expect(raw).not.toMatch(/^Bcc:/mu);
  });

  test.each([
    [550, "message-for-good"],
    [451, "message-for-now"],
  ] as const)(
    "tells an answer %i to this message: %s, without the address",
    async (code, fault) => {
      sink = await openMailSink({
        onRcptTo(address, _, done) {
          done(Object.assign(new Error(`<${address.address}> no`), { responseCode: code }));
        },
      });
      const outcome = await openMailer(settings(sink.port)).send(mail);
      expect(outcome).toMatchObject({ kind: "failed", fault });
      expect(JSON.stringify(outcome)).not.toContain("anne");
      expect(JSON.stringify(outcome)).toContain(`${code}`);
    },
  );

  test("tells a server that is not there, or refuses the log-in", async () => {
    sink = await openMailSink({
      ...{ authOptional: false, allowInsecureAuth: true },
      onAuth: (_auth, _session, done) => done(new Error("no")),
    });
    const login = { user: "jeton", password: "wrong" };
    const mailer = openMailer({ ...settings(sink.port), login });
    expect(await mailer.send(mail)).toMatchObject({ kind: "failed", fault: "server" });
    expect(await mailer.check()).toContain("EAUTH");
    const { port } = sink;
    await sink.close();
    sink = null;
    const nobody = await openMailer(settings(port)).send(mail);
    expect(nobody).toMatchObject({ kind: "failed", fault: "server" });
  });

  test.each(["tls", "starttls"] as const)(
    "sends by %s to a server whose certificate is trusted, and says what is wrong with another",
    async (security) => {
      const folder = mkdtempSync(join(tmpdir(), "jeton-mail-"));
      try {
        const files = ownCertificate(folder, ["IP:127.0.0.1"]);
        const [ca, key] = [readFileSync(files.certificate, "utf8"), readFileSync(files.privateKey)];
        sink = await openMailSink({
          ...{ secure: security === "tls", disabledCommands: [], cert: ca, key },
        });
        const known = { ...settings(sink.port), security, ca };
        expect(await openMailer(known).check()).toBeNull();
        expect(await openMailer(known).send(mail)).toEqual({ kind: "sent" });
        const stranger = openMailer({ ...known, ca: null });
        expect(await stranger.check()).toContain("not signed by anyone whom this machine trusts");
        expect(await openMailer({ ...known, host: "localhost" }).check()).toContain("another name");
        expect(await stranger.send(mail)).toMatchObject({ kind: "failed", fault: "server" });
        expect(sink.mails).toHaveLength(1);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  test("sends nothing where TLS is wanted and not offered", async () => {
    sink = await openMailSink();
    const mailer = openMailer({ ...settings(sink.port), security: "starttls" });
    expect(await mailer.send(mail)).toMatchObject({ kind: "failed", fault: "server" });
    expect(sink.mails).toEqual([]);
  });
});
