import { pin } from "../support/stage.ts";
import type { PortalSite } from "./portal-site.ts";

/** The pages of recovery codes, each by its name and the way there. */
export const recoveryPages: readonly {
  readonly name: string;
  readonly open: (site: PortalSite) => Promise<void>;
}[] = [
  { name: "recovery-codes", open: atRecoveryCodes },
  {
    name: "recovery-codes-refused",
    async open(site) {
      await atRecoveryCodes(site);
      await site.send({ passcode: "0000000000" });
    },
  },
  {
    name: "recovery-codes-made",
    async open(site) {
      await atRecoveryCodes(site);
      site.stage.advance(60);
      await site.send({ passcode: pin + site.stage.code() });
    },
  },
];

async function atRecoveryCodes(site: PortalSite): Promise<void> {
  await site.stage.commission();
  await site.logIn();
  await site.go("/portal/recovery-codes");
}
