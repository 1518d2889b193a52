import { codeParameters } from "@jeton/core";
import { actOnStoredKey, addKey } from "@jeton/validator/parts";
import { serial } from "../support/stage.ts";
import type { PortalSite } from "./portal-site.ts";

/** The pages of a holder to whom a second key is on its way, each by its name and the way there. */
export const secondKeyPages: readonly {
  readonly name: string;
  readonly open: (site: PortalSite) => Promise<void>;
}[] = [
  {
    name: "home-second-key",
    async open(site) {
      await send(site);
      await site.logIn();
    },
  },
  {
    name: "new-key-refused",
    async open(site) {
      await site.go("/portal/new-key");
      await site.send({ identifier: "camille", passcode: "000000" });
    },
  },
  { name: "new-keypad", open: (site) => site.go("/portal/new-key/keypad") },
];

async function send({ stage }: PortalSite): Promise<void> {
  await stage.commission();
  const { ports } = stage;
  const key = { serial: "000480099", seed: new Uint8Array(20).fill(3) };
  await addKey(ports, { ...key, parameters: codeParameters() }, "staff:test");
  const act = { kind: "send-second-key", by: key.serial } as const;
  await actOnStoredKey(ports, serial, act, "staff:test");
}
