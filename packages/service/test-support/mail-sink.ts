import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A mail server on this machine that keeps what it is given. */
export type MailSink = {
  readonly port: number;
  /** Messages as they came, headers and all, with those to whom they went. */
  readonly mails: readonly { readonly to: readonly string[]; readonly raw: string }[];
  readonly close: () => Promise<void>;
};

/** Starts a sink without TLS, which takes everything unless `options` say otherwise. */
export async function openMailSink(options: SMTPServerOptions = {}): Promise<MailSink> {
  const mails: { to: readonly string[]; raw: string }[] = [];
  const server = new SMTPServer({
    ...{ disabledCommands: ["STARTTLS"], authOptional: true, logger: false },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, raw: Buffer.concat(pieces).toString("utf8") });
        done();
      });
    },
    ...options,
  });
  // A client that hangs up is no failure of a sink.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
