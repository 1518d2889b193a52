import type { UnixMilliseconds } from "../base/units.ts";

/** What the maker's file says of a key besides its codes: each null where it says nothing, one of them at least is not. */
export type KeyOrigin = {
  /** 1 to 256 characters. */
  readonly manufacturer: string | null;
  /** 1 to 256 characters. */
  readonly model: string | null;
  /** The key is not to be used before (StartDate of RFC 6030 §5). */
  readonly startsAt: UnixMilliseconds | null;
  /** The key is not to be used from then on (ExpiryDate of RFC 6030 §5). */
  readonly expiresAt: UnixMilliseconds | null;
};

/** A name without controls and halves of characters. */
export const originNameForm: RegExp = /^[^\p{Cc}\p{Cs}]{1,256}$/u;

/** Returns what is known of a key's origin; undefined for nothing. Throws RangeError for a name that cannot be kept. */
export function keyOrigin(known: Partial<KeyOrigin>): KeyOrigin | undefined {
  const { manufacturer = null, model = null, startsAt = null, expiresAt = null } = known;
  for (const name of [manufacturer, model]) {
    if (name === null || originNameForm.test(name)) continue;
    throw new RangeError(
      "Cannot use the name of a manufacturer or model: expected 1 to 256 characters, no controls",
    );
  }
  const isEmpty = [manufacturer, model, startsAt, expiresAt].every((each) => each === null);
  return isEmpty ? undefined : { manufacturer, model, startsAt, expiresAt };
}

/** Returns whether a key may not be used yet, or no longer; "within" also for one without dates. */
export function datesAt(
  { origin }: { readonly origin?: KeyOrigin | undefined },
  now: UnixMilliseconds,
): "before" | "within" | "after" {
  if (origin === undefined) return "within";
  if (origin.expiresAt !== null && now >= origin.expiresAt) return "after";
  return origin.startsAt !== null && now < origin.startsAt ? "before" : "within";
}
