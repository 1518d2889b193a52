import ts from "typescript";
import { functionLinesMax, longFunctions } from "./layer-table.ts";
import { isTest, type SourceFile, type Violation, type Workspace } from "./workspace.ts";

/**
 * Returns each function of 70 lines or more that is no exception, and each exception that is none any
 * longer. Suites of tests, contracts too, are read test by test.
 */
export function checkFunctions(
  workspace: Workspace,
  exceptions: readonly string[] = longFunctions,
): readonly Violation[] {
  const long = workspace.files
    .filter(({ path }) => !isTest(path) && !path.includes("/contracts/"))
    .filter(({ path }) => !path.endsWith(".generated.ts"))
    .flatMap(longIn);
  const unknown = long.filter(({ name }) => !exceptions.includes(name));
  const paths = new Set(workspace.files.map(({ path }) => path));
  const idle = exceptions.filter(
    (name) => paths.has(pathOf(name)) && !long.some((each) => each.name === name),
  );
  return [
    ...unknown.map(({ name, path, line, lines }) => ({
      path,
      line,
      problem: `Cannot keep a function so long: found ${lines} lines in ${name.slice(path.length + 1)}, wanted fewer than ${functionLinesMax}`,
    })),
    ...idle.map((name) => ({
      path: pathOf(name),
      line: 1,
      problem: `Cannot keep the exception "${name}": the function is short, or gone`,
    })),
  ];
}

function pathOf(exception: string): string {
  return exception.slice(0, exception.indexOf("#"));
}

type Long = {
  /** The file and the function in it: `path#name`. */
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly lines: number;
};

function longIn({ path, text }: SourceFile): readonly Long[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Long[] = [];
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      const first = lineOf(node.getStart());
      const lines = lineOf(node.end) - first + 1;
      if (lines >= functionLinesMax) {
        found.push({ name: `${path}#${nameOf(node, source)}`, path, line: first + 1, lines });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Returns a function's own name, that of what it is assigned to, or that of the call that it is handed to. */
function nameOf(node: ts.SignatureDeclaration, source: ts.SourceFile): string {
  if (node.name !== undefined) return node.name.getText(source);
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) {
    return parent.name.getText(source);
  }
  return ts.isCallExpression(parent) ? `${parent.expression.getText(source)}()` : "(no name)";
}
