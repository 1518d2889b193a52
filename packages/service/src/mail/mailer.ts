import { createTransport } from "nodemailer";
import { certificateProblem } from "./certificate-problem.ts";
import type { MailSettings } from "./mail-settings.ts";

/** A message to one person, in plain text. */
export type Mail = {
  /** One address, without a name. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Whether a program wrote it: then no program answers it (RFC 3834 §5). */
  readonly isAutomatic: boolean;
};

/** What became of a message. A problem never holds an address: it may be logged. */
export type MailOutcome =
  | { readonly kind: "sent" }
  | { readonly kind: "failed"; readonly fault: MailFault; readonly problem: string };

/**
 * What stands in the way: `message-for-good` and `message-for-now` are the server's answers 5yz and 4yz to this message
 * (RFC 5321 §4.2.1); `server` is what keeps all messages back: no connection, no log-in, a sender that is refused.
 */
export type MailFault = "message-for-good" | "message-for-now" | "server";

/** Sends mail. */
export type Mailer = {
  /** Hands a message to the server. Takes half a minute at most, and never rejects. */
  readonly send: (mail: Mail) => Promise<MailOutcome>;
  /** Connects and logs in; returns null if that works, else what went wrong. */
  readonly check: () => Promise<string | null>;
};

const connectMilliseconds = 10_000;
const answerMilliseconds = 15_000;

/** Returns what sends mail by these settings. It connects for each message, and keeps no connection. */
export function openMailer(settings: MailSettings): Mailer {
  const { host, port, security, login, ca, from, replyTo } = settings;
  const transport = createTransport({
    ...{ host, port, secure: security === "tls", requireTLS: security === "starttls" },
    ignoreTLS: security === "none",
    ...(login !== null && { auth: { user: login.user, pass: login.password } }),
    ...(ca !== null && { tls: { ca } }),
    connectionTimeout: connectMilliseconds,
    greetingTimeout: connectMilliseconds,
    socketTimeout: answerMilliseconds,
    // What is written by others is text: it names no file and no address that we would read.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text, isAutomatic }) {
      try {
        await transport.sendMail({
          from,
          ...(replyTo !== null && { replyTo }),
          // As an object: text with a comma in it would be read as several addresses.
          to: { name: "", address: to },
          ...{ subject, text },
          ...(isAutomatic && { headers: { "Auto-Submitted": "auto-generated" } }),
        });
        return { kind: "sent" };
      } catch (error) {
        return { kind: "failed", ...failureOf(error) };
      }
    },
    async check() {
      try {
        await transport.verify();
        return null;
      } catch (error) {
        return failureOf(error).problem;
      }
    },
  };
}

/** How nodemailer names what was wrong with one message. */
const messageCodes: ReadonlySet<unknown> = new Set(["EENVELOPE", "EMESSAGE"]);

/** Returns what of an error may be logged: servers quote addresses in what they say. */
function failureOf(error: unknown): { readonly fault: MailFault; readonly problem: string } {
  const { code, command, responseCode } = error as {
    readonly code?: unknown;
    readonly command?: unknown;
    readonly responseCode?: unknown;
  };
  const word = (value: unknown) => (/^[A-Z0-9_ -]{1,40}$/u.exec(String(value)) ?? [null])[0];
  const parts = [
    word(code) ?? "failed",
    ...(typeof command === "string" ? [`at ${word(command) ?? "a command"}`] : []),
    ...(typeof responseCode === "number" ? [`answer ${responseCode}`] : []),
  ];
  const cure = "name a file with that authority's as ca";
  const problem = certificateProblem(error, cure) ?? parts.join(", ");
  if (!messageCodes.has(code) || command === "MAIL FROM") return { fault: "server", problem };
  const isForNow = typeof responseCode === "number" && responseCode < 500;
  return { fault: isForNow ? "message-for-now" : "message-for-good", problem };
}
