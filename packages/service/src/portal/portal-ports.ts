import type { SecurityOptions } from "../http/security.ts";
import type { PasswordVerifier } from "../login/password.ts";
import type { Ports } from "../login/ports.ts";

/** An application to which a holder goes on from the portal. */
export type Application = {
  readonly name: string;
  readonly url: string;
  readonly description: string;
};

/** How the help desk is reached; what is absent is not told. */
export type Contact = {
  readonly phone?: string;
  readonly email?: string;
  /** When, in the words of the installation. */
  readonly hours?: string;
};

/** What the portal needs from outside. */
export type PortalPorts = Ports &
  SecurityOptions & {
    /** Lets people without a key in by a password; absent, a password is refused like anything else. */
    readonly passwords?: PasswordVerifier;
    readonly applications: readonly Application[];
    readonly contact?: Contact;
    /** True where every request comes by a proxy that writes X-Forwarded-For. */
    readonly isBehindProxy?: boolean;
    /** Is told of every failure that is not the client's fault; never of secrets. */
    readonly onError: (error: unknown) => void;
  };
