// Makes the TypeScript types of the simulator's control interface out of its openapi.json, as a tester would.
import { readFileSync } from "node:fs";
import openapiTypes, { astToString } from "openapi-typescript";
import type { GeneratedFile } from "./generated-file.ts";

const head = "// Made of firmware-sim/openapi.json by openapi-typescript: `npm run generate`.\n\n";

/** Returns the types that a typed client of `jeton-sim serve` is made with. */
export async function generateControlClient(): Promise<GeneratedFile> {
  const document = new URL("../firmware-sim/openapi.json", import.meta.url);
  const types = await openapiTypes(readFileSync(document, "utf8"));
  return { path: "test/sim/control-interface.generated.ts", text: head + astToString(types) };
}
