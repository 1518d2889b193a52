/** The names, and places in lists, that lead to a field. */
export type Path = readonly string[];

/** Returns the paths of all fields of a value, those inside others included. */
export function pathsOf(value: unknown, above: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = [...above, name];
    return [path, ...pathsOf(inner, path)];
  });
}

/** Returns a copy with `damage` in the place of the field; undefined leaves the field out. */
export function damaged(value: unknown, [name, ...rest]: Path, damage: unknown): unknown {
  if (name === undefined) return damage;
  // A list stays one, so that what is damaged in it is found there.
  const copy: object = Array.isArray(value) ? [...value] : { ...(value as object) };
  return Object.assign(copy, { [name]: damaged(fieldAt(value, [name]), rest, damage) });
}

/** Returns what stands at a path. */
export function fieldAt(value: unknown, path: Path): unknown {
  return path.reduce((at, name) => (at as Record<string, unknown>)[name], value);
}

/** Returns the path without places in lists. */
export function namesIn(path: Path): Path {
  return path.filter((name) => !/^[0-9]+$/.test(name));
}

/** Returns what the message about a damaged field of a key's record names. */
export function nameFor(path: Path): RegExp {
  const name = namesIn(path).at(-1) ?? "";
  if (name === "movingFactor") return /moving factor|periodSeconds/;
  if (path.includes("decision") && ["kind", "reason", "commissioned"].includes(name)) {
    return /answered\.decision: /;
  }
  return new RegExp(`\\b${name === "kind" ? "state" : name}\\b`);
}
