import ts from "typescript";
import type { SourceFile } from "./workspace.ts";

/** A name that a module exports, and whether it is there for the compiler only. */
export type ExportedName = { readonly name: string; readonly isType: boolean };

/** Returns the names that a module exports, in order; of types as well as of values. */
export function exportedNames(file: SourceFile): readonly ExportedName[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return namesInBraces(statement);
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    return isExported === true ? declaredNames(statement) : [];
  });
}

function namesInBraces(statement: ts.ExportDeclaration): readonly ExportedName[] {
  const { exportClause: clause, isTypeOnly: areTypes } = statement;
  if (clause === undefined || !ts.isNamedExports(clause)) return [];
  return clause.elements.map(({ name, isTypeOnly }) => {
    return { name: name.text, isType: areTypes || isTypeOnly };
  });
}

function declaredNames(statement: ts.Statement): readonly ExportedName[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => {
      return { name: name.getText(), isType: false };
    });
  }
  const { name } = statement as { readonly name?: ts.Node };
  const isType = ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement);
  return name === undefined ? [] : [{ name: name.getText(), isType }];
}
