import type { Login } from "@jeton/validator/parts";
import type { StaffAccount } from "./account.ts";

/** What a session of theirs is good for as long as it holds. */
export type StaffLogin = {
  /** The epoch of the account's own record: each act on the account raises it. */
  readonly epoch: number;
  /** The holder's key by which they came in, where the account goes by one. */
  readonly key: Login | null;
};

/** Every refusal is the same one, whatever its cause. */
export type StaffAnswer =
  | {
      readonly kind: "accepted";
      readonly account: StaffAccount;
      readonly by: StaffLogin;
      /** By which the browser is known from now on; null where it is not. */
      readonly device: string | null;
    }
  /** The password is right and there is no second factor yet: they may enrol one, and nothing else. */
  | { readonly kind: "enrol"; readonly account: StaffAccount; readonly by: StaffLogin }
  | { readonly kind: "refused" };
