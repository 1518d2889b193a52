import { type UnixMilliseconds, unixMilliseconds } from "../base/units.ts";

// What the fields of a stored record are read with. Each throws TypeError with the path of what is wrong.

/** An object whose fields are not checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown, path: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw wrong(path, "an object", value);
}

export function list(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrong(path, "a list", value);
}

export function text(value: unknown, path: string, form: RegExp): string {
  if (typeof value === "string" && form.test(value)) return value;
  throw wrong(path, "text of its form", value);
}

export function count(
  value: unknown,
  path: string,
  min: number = 0,
  max: number = Number.MAX_SAFE_INTEGER,
): number {
  const whole = typeof value === "number" && Number.isSafeInteger(value);
  if (whole && value >= min && value <= max) return value;
  throw wrong(path, `a whole number from ${min} to ${max}`, value);
}

export function moment(value: unknown, path: string): UnixMilliseconds {
  return unixMilliseconds(count(value, path));
}

export function wrong(path: string, wanted: string, found: unknown): TypeError {
  return new TypeError(
    `${path}: found ${found === null ? "null" : typeof found}, expected ${wanted}`,
  );
}
