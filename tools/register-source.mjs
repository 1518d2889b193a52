// `node --import ./tools/register-source.mjs FILE.ts`: run TypeScript of this workspace unbuilt.
import { register as registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { register as registerTsx } from "tsx/esm/api";

registerTsx({ tsconfig: fileURLToPath(new URL("../tsconfig.base.json", import.meta.url)) });
registerHooks("./source-conditions.mjs", import.meta.url);
