// Stands for "vitest" in the file that quick-runner.mjs makes of all tests: the same words, and Vitest's own `expect`.
import { format } from "node:util";
import { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from "@vitest/expect";

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = Object.assign((value, message) => chai.expect(value, message), chai.expect);

/** All tests of the file, in their order: `{ id, run }`. */
export const tests = [];
const names = [];
const befores = [];

/**
 * Takes the tests of a file, whose module `load` runs. What it makes for its tests meanwhile is a test by
 * itself, of which the tests of the file are the judges.
 */
export function inFile(path, load) {
  const space = globalThis.__stryker__;
  space.currentTestId = path;
  space.activeMutant = space.mutantOfLoading?.(path);
  within(path, load);
  space.activeMutant = undefined;
  space.currentTestId = undefined;
}

export function describe(name, body) {
  within(name, body);
}

export function test(name, body) {
  const hooks = [...befores];
  const id = unused(`${names.join(" > ")} > ${name}`);
  tests.push({
    id,
    path: names[0],
    async run() {
      for (const hook of hooks) await hook();
      await body();
    },
  });
}

describe.each = (rows) => (name, body) =>
  each(rows, name, (title, row) => describe(title, () => body(...row)));
test.each = (rows) => (name, body) =>
  each(rows, name, (title, row) => test(title, () => body(...row)));

export function beforeEach(hook) {
  befores.push(hook);
}

/** Of rows of one name each gets its own: results of former runs are known by it. */
function unused(name, count = 1) {
  const id = count === 1 ? name : `${name} (${count})`;
  return tests.some((test) => test.id === id) ? unused(name, count + 1) : id;
}

function within(name, body) {
  const outside = befores.length;
  names.push(name);
  body();
  names.pop();
  befores.length = outside;
}

function each(rows, name, declare) {
  for (const row of rows) {
    const values = Array.isArray(row) ? row : [row];
    declare(format(name, ...values.slice(0, name.match(/%[a-z]/g)?.length ?? 0)), values);
  }
}
