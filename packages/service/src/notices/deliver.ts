import type { Ports } from "@jeton/validator/parts";
import type { HolderDirectory } from "../holders/directory-of.ts";
import { entryOf } from "../holders/find-entries.ts";
import type { Mailer, MailFault } from "../mail/index.ts";
import type { Notice } from "./notice.ts";
import { mayNotify } from "./notice-counts.ts";
import { noticeMail, type Sender } from "./notice-mail.ts";

/** How a notice is sent. */
export type Delivery = {
  readonly mailer: Pick<Mailer, "send">;
  readonly sender: Sender;
  /** Notices that one holder gets in 24 hours at most. */
  readonly noticesADay: number;
};

/** What became of one try to send a notice. */
export type Delivered =
  | { readonly kind: "sent" | "held-back" | "no-address" }
  | { readonly kind: "failed"; readonly fault: MailFault; readonly problem: string };

/** Sends a notice to its holder's address, if they have one. `isCounted`: it was counted at an earlier try. */
export async function deliver(
  ports: Ports,
  directory: HolderDirectory,
  notice: Notice & { readonly isCounted: boolean },
  { mailer, sender, noticesADay }: Delivery,
): Promise<Delivered> {
  const entry = await entryOf(directory, notice.holder);
  if (entry === null || entry.email === "") return { kind: "no-address" };
  if (!notice.isCounted && !(await mayNotify(ports, notice.holder, noticesADay))) {
    return { kind: "held-back" };
  }
  return mailer.send(noticeMail(notice, entry, sender));
}
