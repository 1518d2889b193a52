import ts from "typescript";
import type { SourceFile } from "./workspace.ts";

/** An import as it stands in a file; `name` is null when only running the file would tell it. */
export type Import = { readonly name: string | null; readonly line: number };

/**
 * Returns every import of a file, in order: static, re-exported, dynamic, required or resolved, and those
 * of types, `import("x").Y` included.
 */
export function importsOf(file: SourceFile): readonly Import[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const name = importedBy(node);
    if (name !== undefined) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ name: textOf(name), line });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Returns the node that names what `node` imports, or undefined when it imports nothing. */
function importedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return node.argument;
  if (!ts.isCallExpression(node)) return undefined;
  const called = node.expression;
  const imports = called.kind === ts.SyntaxKind.ImportKeyword;
  // require.resolve() takes a file of a package, as a font, without running it.
  const named = ts.isPropertyAccessExpression(called) && called.name.text === "resolve";
  const required = named ? called.expression : called;
  const requires = ts.isIdentifier(required) && required.text === "require";
  return imports || requires ? (node.arguments[0] ?? node) : undefined;
}

function textOf(node: ts.Node): string | null {
  if (ts.isLiteralTypeNode(node)) return textOf(node.literal);
  return ts.isStringLiteralLike(node) ? node.text : null;
}
