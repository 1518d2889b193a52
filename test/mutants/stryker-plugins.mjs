// Stryker's plugins of this workspace.
import { declareClassPlugin, declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { QuickRunner } from "./quick-runner.mjs";

/** Prints each mutant that no test noticed when it is found, since a run takes long. */
class SurvivorReporter {
  onMutantTested({ status, fileName, location, mutatorName, replacement, testsCompleted = 0 }) {
    if (status === "Killed") return;
    const place = `${fileName.slice(process.cwd().length + 1)}:${location.start.line}:${location.start.column + 1}`;
    console.log(`${status} ${place} ${mutatorName} -> ${replacement} (${testsCompleted} tests)`);
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, "quick", QuickRunner),
  declareClassPlugin(PluginKind.Reporter, "survivors", SurvivorReporter),
  declareValuePlugin(PluginKind.Ignore, "messages", { shouldIgnore: reasonToIgnore }),
];

const paths = { type: "array", items: { type: "string" } };

/** The options of these plugins, besides Stryker's own. */
export const strykerValidationSchema = {
  properties: { quickTests: paths, quickEntries: paths, slowTests: paths },
};

function reasonToIgnore(path) {
  if (isClosedEnd(path)) return "By its types no value gets to this end of a switch.";
  return isMessage(path) ? "The text of an error is no decision." : undefined;
}

/** `default: return value satisfies never;` */
function isClosedEnd(path) {
  if (!path.isSwitchCase() || path.node.test !== null) return false;
  const [first] = path.node.consequent;
  return first?.argument?.type === "TSSatisfiesExpression";
}

/** What an error says to people, and what `requireText` and its like are told for it; the code of an OtpError is a decision. */
function isMessage(path) {
  if (!path.isStringLiteral() && !path.isTemplateLiteral()) return false;
  const { parentPath, key, listKey } = path;
  if (listKey !== "arguments") return false;
  const { name = "" } = parentPath.node.callee;
  if (parentPath.isCallExpression()) return /^(require[A-Z]|wrongType$)/.test(name);
  return name.endsWith("Error") && key === (name === "OtpError" ? 1 : 0);
}
