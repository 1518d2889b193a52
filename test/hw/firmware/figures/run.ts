// `npm run firmware:figures`: what the firmware's binaries need of their chip, at the most.
import { readFileSync, writeFileSync } from "node:fs";
import { programOptions } from "../../../support/program-options.ts";
import { withSection } from "../../board-programs/page-section.ts";
import { allFigures } from "./measures.ts";
import { boundsText, boundsTitle } from "./page.ts";

const page = new URL("../../../../hw/firmware/README.md", import.meta.url);
const { write: isWritten } = programOptions({
  script: "firmware:figures",
  does: "Bounds the stack of the kept binaries, measures stack and loop in the emulator, and prints a table.",
  options: { write: { kind: "flag", help: "write it into hw/firmware/README.md, too" } },
  status: "0 measured; 1 a bound cannot be given; 2 wrong use.",
});
const text = boundsText(allFigures());
console.log(text);
if (isWritten) writeFileSync(page, withSection(readFileSync(page, "utf8"), boundsTitle, text));
