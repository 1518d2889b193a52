import { openMemoryStore } from "@jeton/store";
import { type HolderWithKey, holderPin, holderWithKey } from "./holder-with-key.ts";
import { rfcSeed } from "./rfc-seed.ts";

const atOnce = { moment: "at-once", delayPermille: 0 } as const;

/** Returns a holder in service at a login server with a store in memory, one code later. */
export async function servedHolder(
  serial = "k1",
  store = openMemoryStore(),
): Promise<HolderWithKey> {
  const holder = holderWithKey(store, {
    ...{ serial, seed: rfcSeed("SHA-1"), periodSeconds: 60 },
    ...{ offsetMilliseconds: 0, ratePpb: 0 },
  });
  const done = await holder.commission(atOnce, atOnce);
  if (done.kind !== "in-service") throw new Error(`Cannot commission the key: ${done.what}`);
  holder.waitForStep(done.confirmation.step + 1);
  return holder;
}

/** Returns the PASSCODE that the holder would give now. */
export function passcodeNow(holder: HolderWithKey): string {
  return holderPin + (holder.key.reading().code ?? "");
}
