import type { SchoolAttribute } from "../scim/school-attribute.ts";
import type { Realm } from "../validate/realm.ts";
import type { InstallationFlags } from "./installation.ts";

/** The options of `jeton serve`, as commander gives them. */
export type ServeOptions = InstallationFlags & {
  readonly host: string;
  readonly port: number;
  readonly hostName: readonly string[];
  readonly secureCookies?: true;
  readonly portal?: string;
  readonly mail?: string;
  readonly trustedProxy: readonly string[];
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  readonly tokenRequestsPerSecond: number;
  readonly tokenRequestBurst: number;
  readonly holderRequestsPerSecond: number;
  readonly holderRequestBurst: number;
  readonly realm: readonly Realm[];
  readonly log: string;
  readonly batteryYears: number;
  readonly mayRemove: number;
  readonly scimSchool: SchoolAttribute;
};
