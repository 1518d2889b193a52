import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openMailSink } from "../../test-support/mail-sink.ts";
import { mailFinding } from "./doctor/mail.ts";
import { readMailFile } from "./mail-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jeton-mail-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(content: unknown): string {
  const file = join(folder, "mail.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}
const least = { host: "mail.ac-lyon.fr", from: "Assistance <a@ac-lyon.fr>" };

describe("readMailFile()", () => {
  test("takes host and sender, and the usual for the rest", () => {
    expect(readMailFile(written(least))).toEqual({
      ...{ ...least, port: 465, security: "tls", login: null, ca: null, replyTo: null },
      noticesADay: 5,
    });
  });

  test("reads the password from a file beside it", () => {
    writeFileSync(join(folder, "secret"), "s3cret\n");
    const file = written({ ...least, user: "jeton", passwordFile: "secret" });
    expect(readMailFile(file).login).toEqual({ user: "jeton", password: "s3cret" });
  });

  test.each([
    ["{", "wanted JSON"],
    [{ from: "a@b.fr" }, "host"],
    [{ ...least, from: "nobody" }, "wanted an address"],
    [{ ...least, from: "x <a@b.fr>, <c@d.fr>" }, "wanted an address"],
    [{ ...least, security: "none" }, "others could read along"],
    [{ ...least, user: "jeton" }, "JETON_MAIL_PASSWORD"],
    [{ ...least, noticesADay: -1 }, "noticesADay"],
    [{ ...least, password: "x" }, "password"],
  ])("says what is wrong with %j", (content, words) => {
    expect(() => readMailFile(written(content))).toThrow(words);
  });
});

describe("mailFinding()", () => {
  test("connects to the server, and sends nothing", async () => {
    const sink = await openMailSink();
    const file = written({ ...least, host: "127.0.0.1", port: sink.port, security: "none" });
    expect(await mailFinding(file)).toMatchObject({ part: "mail", state: "good" });
    expect(sink.mails).toEqual([]);
    await sink.close();
    expect(await mailFinding(file)).toMatchObject({ state: "bad" });
    expect(await mailFinding(written("{"))).toMatchObject({ state: "bad" });
  });
});
