// Before packing: puts the built firmwares into the package, which has no hw/firmware beside it.
import { cpSync, mkdirSync, readdirSync } from "node:fs";

const built = new URL("../firmware/built/", import.meta.url);
const packed = new URL("./firmware/", import.meta.url);
mkdirSync(packed, { recursive: true });
for (const name of readdirSync(built).filter((file) => file.endsWith(".hex"))) {
  cpSync(new URL(name, built), new URL(name, packed));
}
