import type { PortalSite } from "./portal-site.ts";

/** The landing page of someone who is logged in elsewhere, too. */
export const sessionsPage = {
  name: "home-sessions",
  async open(site: PortalSite): Promise<void> {
    await site.stage.commission();
    for (const _ of ["at school", "at home"]) {
      await site.page.context().clearCookies();
      await site.logIn();
    }
  },
};
