import type { SeededRandom } from "../seeded-random.ts";
import type { Fault } from "./fault.ts";
import { type FaultParameter, type FaultyKey, faultRow, faultTable } from "./fault-table.ts";

/** The values of a fault's parameters, as they come from outside. */
export type FaultValues = Readonly<Record<string, unknown>>;

/**
 * Returns the fault `name` of that key; what `values` leave out is drawn from `random`. Throws
 * RangeError for a name, parameter or value that there is not; the message says what there is.
 */
export function makeFault(
  name: string,
  values: FaultValues,
  key: FaultyKey,
  random: SeededRandom,
): Fault {
  const row = faultRow(name);
  if (row === null) {
    const names = faultTable.map((each) => each.name).join(", ");
    throw new RangeError(`Cannot use ${JSON.stringify(name)} as a fault: expected one of ${names}`);
  }
  const known = row.parameters.map((parameter) => parameter.name);
  const unknown = Object.keys(values).find((each) => !known.includes(each));
  if (unknown !== undefined) {
    const wanted = known.length === 0 ? "none" : known.join(", ");
    throw new RangeError(
      `Cannot use ${JSON.stringify(unknown)} of the fault ${name}: expected ${wanted}`,
    );
  }
  const made = row.parameters.map((parameter) => {
    const given = Object.hasOwn(values, parameter.name) ? values[parameter.name] : undefined;
    const value =
      given === undefined ? drawn(parameter, key, random) : checked(name, parameter, given, key);
    return [parameter.name, value] as const;
  });
  // The table's rows have the fields of the union's members; each value was checked just now.
  return { name: row.name, ...Object.fromEntries(made) } as Fault;
}

/**
 * Returns the fault that `text` writes: its name alone, or with values as in
 * `clock-jump:seconds=-90`; several go with commas. Throws RangeError as `makeFault` does.
 */
export function parseFault(text: string, key: FaultyKey, random: SeededRandom): Fault {
  const colon = text.indexOf(":");
  const name = colon === -1 ? text : text.slice(0, colon);
  const parts = colon === -1 ? [] : text.slice(colon + 1).split(",");
  const values: Record<string, unknown> = {};
  for (const part of parts) {
    const [, parameter, value] = /^([A-Za-z]+)=(.+)$/.exec(part) ?? [];
    if (parameter === undefined || value === undefined || Object.hasOwn(values, parameter)) {
      throw new RangeError(
        `Cannot read the fault ${JSON.stringify(text)}: expected name:parameter=value, each once`,
      );
    }
    values[parameter] = /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  }
  return makeFault(name, values, key, random);
}

/** Returns the fault as the text that `parseFault` reads. */
export function faultText(fault: Fault): string {
  const { name, ...values } = fault;
  const parts = Object.entries(values).map(([parameter, value]) => `${parameter}=${value}`);
  return parts.length === 0 ? name : `${name}:${parts.join(",")}`;
}

function drawn(
  parameter: FaultParameter,
  key: FaultyKey,
  random: SeededRandom,
): number | string | undefined {
  if (parameter.kind === "whole") return parameter.draw(random, key);
  const choices = parameter.choices(key);
  return choices[random.whole(0, choices.length - 1)];
}

function checked(
  fault: string,
  parameter: FaultParameter,
  value: unknown,
  key: FaultyKey,
): number | string {
  const where = `Cannot use ${JSON.stringify(value)} as ${parameter.name} of the fault ${fault}`;
  if (parameter.kind === "choice") {
    const choices = parameter.choices(key);
    if (typeof value === "string" && choices.includes(value)) return value;
    throw new RangeError(`${where}: expected one of ${choices.join(", ")}`);
  }
  const { min } = parameter;
  const max = parameter.max(key);
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max) {
    return value;
  }
  throw new RangeError(`${where}: expected a whole number from ${min} to ${max}`);
}
