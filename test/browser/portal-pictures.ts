import { join } from "node:path";
import { portalPages } from "./portal-pages.ts";
import { PortalSite } from "./portal-site.ts";

/** What the guide of the portal shows: the page, and the display on which it is seen. */
const pictures = [
  { name: "login", width: 1180, locale: "fr-FR" },
  { name: "confirm", width: 1180, locale: "fr-FR" },
  { name: "home", width: 1180, locale: "fr-FR" },
  { name: "confirm-new-pin", width: 1180, locale: "en-GB" },
  { name: "next-code", width: 1180, locale: "en-GB" },
  { name: "assistance", width: 1180, locale: "fr-FR" },
  { name: "help-display", width: 1180, locale: "en-GB" },
  { name: "login-refused", width: 390, locale: "fr-FR" },
  { name: "pin", width: 390, locale: "fr-FR" },
  { name: "request-problems", width: 390, locale: "fr-FR" },
] as const;

/** Takes the portal's pictures of the docs from the real pages. */
export async function takePortalPictures(executablePath: string, folder: string): Promise<void> {
  for (const { name, width, locale } of pictures) {
    const path = join(folder, `portal-${name}.png`);
    await takePicture(executablePath, { name, width, locale, path });
  }
}

/** Takes one page of the portal as it is seen on a display of that width. */
export async function takePicture(
  executablePath: string,
  picture: {
    readonly name: string;
    readonly width: number;
    readonly locale: string;
    readonly path: string;
  },
): Promise<void> {
  const found = portalPages.find(({ name }) => name === picture.name);
  if (found === undefined) throw new TypeError(`Cannot take a picture of "${picture.name}"`);
  const { width, locale, path } = picture;
  const site = await PortalSite.open(executablePath, { width, height: 700, locale });
  try {
    await found.open(site);
    await site.page.screenshot({ path, fullPage: true });
  } finally {
    await site.close();
  }
}
