// Makes the TypeScript types of the simulator's control interface out of its openapi.json, as a tester would.
import openapiTypes, { astToString } from "openapi-typescript";
import type { GeneratedFile } from "./generated-file.ts";

const head = "// Made of firmware-sim/openapi.json by openapi-typescript: `npm run generate`.\n\n";

/** Returns the types that a typed client of `jeton-sim serve` is made with; `openapi` is its document. */
export async function generateControlClient(openapi: string): Promise<GeneratedFile> {
  const types = await openapiTypes(openapi);
  return { path: "test/sim/control-interface.generated.ts", text: head + astToString(types) };
}
