import type { OpenedStore } from "../opened-store.ts";
import { createEtcdDocumentStore } from "./etcd-document-store.ts";
import { createEtcdKeyStore } from "./etcd-key-store.ts";
import { wholeEtcdStore } from "./fill-etcd-store.ts";
import { type Gateway, openGateway } from "./gateway.ts";
import { etcdHistory } from "./history.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { etcdPlace } from "./place.ts";
import { storeUnusable } from "./store-failure.ts";
import { isAbsent, put, read } from "./transaction.ts";

/** The version of `layoutOf`; a change of the layout is a new one. */
const format = "jeton 1";

/**
 * Opens the store under a prefix of an etcd cluster (3.4 or later), `etcd://host:port[,host:port]/prefix`,
 * which is made when need be and when it `mayCreate`. Any number of processes on any number of machines
 * may have it open. Throws OtpError STORE_UNUSABLE, with what was found and what to do, when it cannot
 * be used.
 */
export async function openEtcdStore(
  url: string,
  {
    mayCreate = true,
    onFloor,
  }: { readonly mayCreate?: boolean; readonly onFloor?: (mark: number) => void } = {},
): Promise<OpenedStore> {
  const place = etcdPlace(url);
  const gateway = openGateway(place);
  const layout = layoutOf(place.prefix);
  await prepare(gateway, layout, mayCreate);
  const history = etcdHistory(gateway, layout, onFloor);
  // A new store takes the cluster's history before it has keys, and so begins without a floor.
  await history.reading({ run: [] });
  return {
    ...createEtcdKeyStore(gateway, layout, history),
    documents: createEtcdDocumentStore(gateway, layout),
    ...wholeEtcdStore(gateway, layout),
  };
}

async function prepare(gateway: Gateway, layout: Layout, mayCreate: boolean): Promise<void> {
  const marks = [read({ from: layout.format }), read({ from: layout.filling })];
  const { held, found } = await gateway.commit({
    when: [isAbsent(layout.everything)],
    run: mayCreate ? [put(layout.format, format)] : [],
    otherwise: marks,
  });
  const unusable = (problem: string, cure: string) =>
    storeUnusable("open", gateway.place, { found: problem, cure });
  if (held) {
    if (mayCreate) return;
    throw unusable("nothing is there", "name another one, or make it with jeton serve");
  }
  const [formatFound, filling] = found.map(({ entries }) => entries[0]?.value ?? null);
  if (formatFound !== format) {
    throw formatFound?.startsWith("jeton ")
      ? unusable(
          `its format is "${formatFound}", expected "${format}"`,
          "use a newer version of Jeton",
        )
      : unusable("something else is under its prefix", "choose another prefix");
  }
  if (filling !== null) {
    throw unusable(
      "a copy is being written into it, or was cut off",
      "wait, or remove all under its prefix with etcdctl del --prefix and copy again",
    );
  }
}
