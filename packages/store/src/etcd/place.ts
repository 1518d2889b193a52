import { OtpError } from "@jeton/core";

/** Where an etcd store is: the members of its cluster, and the prefix of its keys. */
export type EtcdPlace = {
  /** Base URLs of the members, in the order in which they are tried. */
  readonly members: readonly string[];
  readonly prefix: string;
  /** For people. */
  readonly name: string;
};

const form =
  /^etcd:\/\/([a-z0-9.-]+:\d{1,5}(?:,[a-z0-9.-]+:\d{1,5})*)\/([A-Za-z0-9._-]{1,100})\/?$/i;

/** Returns whether a store's name is that of an etcd cluster. */
export function isEtcdUrl(text: string): boolean {
  return /^etcd:/i.test(text);
}

/**
 * Returns the place that a URL names, `etcd://host:port[,host:port]/prefix`. Throws OtpError
 * STORE_UNUSABLE, which does not repeat the URL, when it cannot be read.
 */
export function etcdPlace(url: string): EtcdPlace {
  const [, hosts, prefix] = form.exec(url) ?? [];
  if (hosts === undefined || prefix === undefined) {
    throw new OtpError(
      "STORE_UNUSABLE",
      "Cannot use the store's URL: it cannot be read, expected etcd://host:2379,host:2379/prefix without user and password",
    );
  }
  const members = hosts.split(",").map((host) => `http://${host}`);
  return { members, prefix, name: `etcd://${hosts}/${prefix}` };
}

/** Returns how people are told of the store at a URL. Throws as `etcdPlace`. */
export function etcdName(url: string): string {
  return etcdPlace(url).name;
}
