/** How the installation sends mail: the submission server (RFC 6409) and what its messages say of their sender. */
export type MailSettings = {
  readonly host: string;
  readonly port: number;
  /**
   * `tls`: from the first byte (RFC 8314). `starttls`: it must succeed, else nothing is sent. `none`: in the open, for a
   * relay on this machine only.
   */
  readonly security: MailSecurity;
  /** Null: the server wants no log-in. */
  readonly login: { readonly user: string; readonly password: string } | null;
  /** Certificates in PEM that are trusted in place of those that Node.js knows; null for these. */
  readonly ca: string | null;
  /** An address, or a name with an address in angle brackets (RFC 5322 §3.4). */
  readonly from: string;
  /** Where answers of people go; null: to `from`. */
  readonly replyTo: string | null;
  /** Notices that one holder gets in 24 hours at most. 0: none are sent, and the help desk alone writes. */
  readonly noticesADay: number;
};

export const mailSecurities = ["tls", "starttls", "none"] as const;
export type MailSecurity = (typeof mailSecurities)[number];

/** Notices that one holder gets in 24 hours at most, unless the settings say otherwise. */
export const defaultNoticesADay = 5;
