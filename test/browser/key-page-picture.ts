import { KeyPageSite } from "./key-page-site.ts";

/** Takes the picture of the page of a key and its validator: some days after the last log-in of eight months. */
export async function takeKeyPagePicture(executablePath: string, path: string): Promise<void> {
  const site = await KeyPageSite.open(executablePath, { width: 1280, height: 900 });
  try {
    await site.begin("lived=240&habit=weekly&crystal=36");
    await site.press("+1 day");
    await site.page.screenshot({ path, fullPage: true });
  } finally {
    await site.close();
  }
}
