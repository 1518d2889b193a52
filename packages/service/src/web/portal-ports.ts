import type { PasswordVerifier, Ports } from "@jeton/validator/parts";
import type { Language } from "../i18n/messages.ts";
import type { RequestLimiter } from "./request-limit.ts";
import type { PageSecurity } from "./security.ts";

/** A text for everyone, or one for each language. */
export type LocalText = string | Readonly<Record<Language, string>>;

/** An application to which a holder goes on from the portal. */
export type Application = {
  readonly name: LocalText;
  readonly url: string;
  readonly description: LocalText;
};

/** How the help desk is reached; what is absent is not told. */
export type Contact = {
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  /** When, in the words of the installation. */
  readonly hours?: LocalText | undefined;
};

/** What the portal needs from outside. */
export type PortalPorts = Ports &
  PageSecurity & {
    /** Lets people without a key in by a password; absent, a password is refused like anything else. */
    readonly passwords?: PasswordVerifier;
    readonly applications: readonly Application[];
    readonly contact?: Contact;
    /** Counts what each source asks for. Absent, nothing is too much. */
    readonly limiter?: RequestLimiter;
    /** Addresses of proxies whose `X-Forwarded-For` is believed. */
    readonly trustedProxies?: readonly string[];
    /** Called for every failure that is not the client's fault; it never gets a secret. */
    readonly onError: (error: unknown) => void;
  };
