// `node tools/run-source.mjs FILE.ts [ARGUMENT ...]`: run a program of this workspace unbuilt.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import "./register-source.mjs";

const [file, ...rest] = process.argv.slice(2);
process.argv = [process.argv[0], resolve(file), ...rest];
await import(pathToFileURL(resolve(file)).href);
