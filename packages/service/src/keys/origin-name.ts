import type { KeyOrigin } from "@jeton/core";

/** Returns the maker and the model of a key as one name; "" where its file named neither. */
export function originName(origin: Pick<KeyOrigin, "manufacturer" | "model"> | undefined): string {
  const { manufacturer = null, model = null } = origin ?? {};
  return [manufacturer, model].filter((name) => name !== null).join(" ");
}
