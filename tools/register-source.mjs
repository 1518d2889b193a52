// `node --import ./tools/register-source.mjs FILE.ts`: run TypeScript of this workspace unbuilt.
import * as nodeModule from "node:module";
import { fileURLToPath } from "node:url";
import { register as registerTsx } from "tsx/esm/api";
import { resolve } from "./source-conditions.mjs";

registerTsx({ tsconfig: fileURLToPath(new URL("../tsconfig.base.json", import.meta.url)) });
// Node 20 has no registerHooks(); newer versions warn on standard error about register().
if (nodeModule.registerHooks === undefined) {
  nodeModule.register("./source-conditions.mjs", import.meta.url);
} else {
  nodeModule.registerHooks({ resolve });
}
