import ts from "typescript";
import type { SourceFile } from "./workspace.ts";

/** A name that a file takes from a module; "*" when it may take any. */
export type TakenName = { readonly from: string; readonly name: string };

/**
 * Returns every name that a file takes from another module: imported, exported again, taken off a
 * namespace, out of `await import()`, or by `import("…").Name` as a type.
 */
export function namesTaken(file: SourceFile): readonly TakenName[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const found: TakenName[] = [];
  const take = (from: ts.Node | undefined, names: readonly string[]): void => {
    if (from === undefined || !ts.isStringLiteralLike(from)) return;
    found.push(...names.map((name) => ({ from: from.text, name })));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) take(node.moduleSpecifier, importedNames(node, source));
    if (ts.isExportDeclaration(node)) take(node.moduleSpecifier, exportedAgain(node.exportClause));
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      take(node.argument.literal, [node.qualifier?.getText().split(".")[0] ?? "*"]);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      take(node.arguments[0], namesOfDynamic(node));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function importedNames(node: ts.ImportDeclaration, source: ts.SourceFile): readonly string[] {
  const bindings = node.importClause?.namedBindings;
  if (bindings === undefined) return [];
  if (ts.isNamedImports(bindings)) return bindings.elements.map(nameBefore);
  return takenOffNamespace(bindings.name.text, source);
}

function exportedAgain(clause: ts.NamedExportBindings | undefined): readonly string[] {
  return clause !== undefined && ts.isNamedExports(clause)
    ? clause.elements.map(nameBefore)
    : ["*"];
}

/** `import { a as b }` takes a. */
function nameBefore({ name, propertyName }: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (propertyName ?? name).text;
}

function takenOffNamespace(namespace: string, source: ts.SourceFile): readonly string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.expression.getText() === namespace) {
      names.push(node.name.text);
    }
    if (ts.isQualifiedName(node) && node.left.getText() === namespace) names.push(node.right.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

/** Returns the names of `const { a } = await import(…)` and `(await import(…)).a`; else "*". */
function namesOfDynamic(call: ts.CallExpression): readonly string[] {
  const awaited = ts.isAwaitExpression(call.parent) ? call.parent : call;
  const around = ts.isParenthesizedExpression(awaited.parent) ? awaited.parent : awaited;
  const { parent } = around;
  if (ts.isPropertyAccessExpression(parent) && parent.name.text !== "then") {
    return [parent.name.text];
  }
  if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name)) {
    return parent.name.elements.map(({ name, propertyName }) => (propertyName ?? name).getText());
  }
  return ["*"];
}
