import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { FailedError, quoted, withFile } from "@jeton/cli";
import { isLoopback } from "@jeton/http";
import { z } from "zod";
import { defaultNoticesADay, type MailSettings, mailSecurities } from "../mail/index.ts";
import { environment } from "./environment.ts";
import { readFirstLine } from "./read-input.ts";

const address = /^[^\s@<>,;]+@[^\s@<>,;]+$/u;
const mailbox = z
  .string()
  .max(320)
  .refine((text) => address.test(/^[^<>@,;\r\n]*<([^<>]+)>$/u.exec(text)?.[1] ?? text), {
    error: "wanted an address, or a name with an address in angle brackets",
  });

const mailFile = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535).optional(),
  security: z.enum(mailSecurities).default("tls"),
  user: z.string().min(1).max(320).optional(),
  passwordFile: z.string().min(1).optional(),
  ca: z.string().min(1).optional(),
  from: mailbox,
  replyTo: mailbox.optional(),
  noticesADay: z.int().min(0).max(100).default(defaultNoticesADay),
});

/** RFC 8314 §7.3, RFC 6409 §3.1, and a relay on this machine. */
const usualPorts = { tls: 465, starttls: 587, none: 25 } as const;

/**
 * Returns the settings of a mail file. The password is in a file beside it, or in JETON_MAIL_PASSWORD. Throws
 * FailedError, with the place of the first fault, for anything else.
 */
export function readMailFile(path: string): MailSettings {
  const read = mailFile.safeParse(valueIn(path));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw unusable(path, issue?.path.join("/") || "the file", issue?.message ?? "");
  }
  const { host, security, user, passwordFile, ca, from, replyTo, noticesADay } = read.data;
  if (security === "none" && !isLoopback(host)) {
    const found = `found "none" for ${quoted(host)}`;
    throw unusable(
      path,
      "security",
      `${found}, wanted "tls" or "starttls": others could read along`,
    );
  }
  return {
    ...{ host, security, from, noticesADay },
    port: read.data.port ?? usualPorts[security],
    login: user === undefined ? null : { user, password: passwordOf(path, passwordFile) },
    ca: ca === undefined ? null : textOf(resolve(dirname(path), ca)),
    replyTo: replyTo ?? null,
  };
}

function passwordOf(path: string, passwordFile: string | undefined): string {
  const password =
    passwordFile === undefined
      ? environment.mailPassword
      : readFirstLine(resolve(dirname(path), passwordFile));
  if (password !== undefined && password !== "") return password;
  const wanted = `wanted its password in "passwordFile" or JETON_MAIL_PASSWORD`;
  throw unusable(path, "user", `found a user without a password, ${wanted}`);
}

function textOf(file: string): string {
  const wanted = "certificates in PEM";
  return withFile({ act: "read", file, wanted }, () => readFileSync(file, "utf8"));
}

function valueIn(path: string): unknown {
  const wanted = "a file that can be read";
  const content = withFile({ act: "read the mail file", file: path, wanted }, () =>
    readFileSync(path, "utf8"),
  );
  try {
    return JSON.parse(content);
  } catch (cause) {
    // The message of JSON.parse quotes the file, which may hold a password that stands in the wrong place.
    throw new FailedError(`Cannot read the mail file ${quoted(path)}: wanted JSON`, { cause });
  }
}

function unusable(path: string, place: string, what: string): FailedError {
  return new FailedError(`Cannot use the mail file ${quoted(path)}: ${place}: ${what}`);
}
