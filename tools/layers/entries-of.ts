import ts from "typescript";
import type { SourceFile } from "./workspace.ts";

/** Returns the names that a module exports, in order; of types as well as of values. */
export function exportedNames(file: SourceFile): readonly string[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return namesInBraces(statement);
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    return isExported === true ? declaredNames(statement) : [];
  });
}

function namesInBraces({ exportClause: clause }: ts.ExportDeclaration): readonly string[] {
  if (clause === undefined || !ts.isNamedExports(clause)) return [];
  return clause.elements.map(({ name }) => name.text);
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const { name } = statement as { readonly name?: ts.Node };
  return name === undefined ? [] : [name.getText()];
}
