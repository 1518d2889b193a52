import type { PasswordVerifier, Ports } from "@jeton/validator/parts";
import type { FleetSettings } from "../fleet/settings.ts";
import type { Language } from "../i18n/messages.ts";
import type { Mailer } from "../mail/index.ts";
import type { Colours } from "./colours.ts";
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

/** How far the pages keep to RGAA 4, as the accessibility statement says: French law wants it said on each page. */
export const accessibilityStates = ["none", "partial", "full"] as const;

/** What an installation makes of the pages. */
export type Brand = {
  /** In the place of "Jeton portal". */
  readonly name?: LocalText | undefined;
  /** Under the name. */
  readonly tagline?: LocalText | undefined;
  readonly logo?: Logo | undefined;
  readonly colours?: Colours | undefined;
  /** The domain of the holders' addresses, without @: the identifier is said to be what stands before it. */
  readonly mailDomain?: string | undefined;
  /** What every holder is told on the log-in page. */
  readonly warnings?: readonly LocalText[] | undefined;
  readonly links?: LegalLinks | undefined;
};

/** A picture that stands before the name. */
export type Logo = { readonly bytes: Uint8Array<ArrayBuffer>; readonly extension: ".svg" | ".png" };

/** Pages that the law wants to be reachable from each page. */
export type LegalLinks = {
  readonly accessibility?: string | undefined;
  readonly accessibilityState?: (typeof accessibilityStates)[number] | undefined;
  readonly legal?: string | undefined;
  readonly privacy?: string | undefined;
};

/** What the portal needs from outside. */
export type PortalPorts = Ports &
  PageSecurity & {
    /** Lets people without a key in by a password; absent, a password is refused like anything else. */
    readonly passwords?: PasswordVerifier;
    readonly applications: readonly Application[];
    readonly contact?: Contact;
    /** Default: the pages' own name and colours. */
    readonly brand?: Brand;
    /** Sends the help desk's answers. Absent, they are not offered. */
    readonly mailer?: Mailer;
    /** Counts what each source asks for. Absent, nothing is too much. */
    readonly limiter?: RequestLimiter;
    /** Addresses of proxies whose `X-Forwarded-For` is believed. */
    readonly trustedProxies?: readonly string[];
    /** Called for every failure that is not the client's fault; it never gets a secret. */
    readonly onError: (error: unknown) => void;
    /** What is said of the keys. Default: `defaultFleetSettings`. */
    readonly fleet?: FleetSettings;
  };
