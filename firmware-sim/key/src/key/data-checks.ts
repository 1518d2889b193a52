// Checks of stored data, one for each kind of value. A check returns the value with its type, or throws
// KeyStateError with the value's path. Messages name types and ranges, never the value: it may be a seed.
import { KeyStateError } from "./key-state-error.ts";

export type Check<T> = (value: unknown, path: string) => T;

/** An object with exactly these fields. */
export function fields<T extends object>(
  checks: {
    readonly [K in keyof T]: Check<T[K]>;
  },
): Check<T> {
  const names = Object.keys(checks) as (keyof T & string)[];
  return (value, path) => {
    const found = anyFields(value, path);
    if (Object.keys(found).some((name) => !Object.hasOwn(checks, name))) {
      throw new KeyStateError(path, `expected no other fields than ${names.join(", ")}`);
    }
    const read = names.map((name) => {
      const inner = path === "state" ? name : `${path}.${name}`;
      return [name, checks[name](found[name], inner)] as const;
    });
    // Each field was checked just now, and there is no other.
    return Object.fromEntries(read) as T;
  };
}

/** An object, whatever its fields are. */
export const anyFields: Check<Readonly<Record<string, unknown>>> = (value, path) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new KeyStateError(path, "expected an object");
  }
  return { ...value };
};

export function whole(min: number, max: number): Check<number> {
  return (value, path) => {
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max) {
      return value;
    }
    throw new KeyStateError(path, `expected a whole number from ${min} to ${max}`);
  };
}

export function text(wanted: string, pattern: RegExp): Check<string> {
  return (value, path) => {
    if (typeof value === "string" && pattern.test(value)) return value;
    throw new KeyStateError(path, `expected ${wanted}`);
  };
}

export const flag: Check<boolean> = (value, path) => {
  if (typeof value === "boolean") return value;
  throw new KeyStateError(path, "expected true or false");
};

export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value, path) => (value === null ? null : check(value, path));
}

/** A list, of at most `max` items. */
export function list<T>(check: Check<T>, max: number): Check<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length > max) {
      throw new KeyStateError(path, `expected a list of at most ${max}`);
    }
    return value.map((item, index) => check(item, `${path}.${index}`));
  };
}
