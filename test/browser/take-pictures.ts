// Takes the pictures of the docs from the real pages: `npm run pictures`.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { programOptions } from "../support/program-options.ts";
import { Bench } from "./bench.ts";
import { takeDeskPictures } from "./desk-pictures.ts";
import { takeKeyPagePicture } from "./key-page-picture.ts";
import { takePortalPictures } from "./portal-pictures.ts";

programOptions({
  script: "pictures",
  does: "Takes the pictures of docs/pictures from the real pages, with the browser that CHROMIUM names\n(default /usr/bin/chromium).",
  options: {},
  status: "0 taken; 1 a page was not what it should be; 2 wrong use.",
});

const folder = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
mkdirSync(folder, { recursive: true });

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
await takePortalPictures(executablePath, folder);
await takeDeskPictures(executablePath, folder);
await takeKeyPagePicture(executablePath, `${folder}key-page.png`);

const bench = new Bench(executablePath);
await bench.open();
try {
  await bench.commission("k7m2");
  const code = await bench.nextCode();
  await bench.logIn(`k7m3${code}`);
  bench.time.advance(17_000);
  await bench.page.waitForTimeout(1200);
  await bench.page.screenshot({ path: `${folder}bench.png` });
} finally {
  await bench.close();
}
