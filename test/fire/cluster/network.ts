import { execFileSync } from "node:child_process";

/** Addresses of the members are 10.77.0.1, 10.77.0.2, …; the validators' side has this one. */
export const hubAddress = "10.77.0.254";

/**
 * A network of a test's own, in namespaces of its own: nothing of it is on the machine's network. The
 * process that makes it is in the hub's namespace already (see `enterHub`).
 */
export type Network = {
  /** Returns the words that run a program at a member's place. */
  readonly at: (member: number) => readonly string[];
  readonly addressOf: (member: number) => string;
  /** Cuts a member off from all others, or joins it again. */
  readonly setLink: (member: number, state: "up" | "down") => void;
  /** Returns the process ids of all that runs at a member's place. */
  readonly pidsAt: (member: number) => readonly number[];
  readonly remove: () => void;
};

/** Makes a place for each member, joined by a bridge in this process's namespace. */
export function makeNetwork(members: number): Network {
  const nameOf = (member: number) => `jeton-${process.pid}-${member}`;
  const addressOf = (member: number) => `10.77.0.${member}`;
  ip("link", "set", "lo", "up");
  ip("link", "add", "bridge", "type", "bridge");
  ip("addr", "add", `${hubAddress}/24`, "dev", "bridge");
  ip("link", "set", "bridge", "up");
  const numbers = Array.from({ length: members }, (_, index) => index + 1);
  for (const member of numbers) {
    const name = nameOf(member);
    ip("netns", "add", name);
    ip("link", "add", `port${member}`, "type", "veth", "peer", "name", "eth0", "netns", name);
    ip("link", "set", `port${member}`, "master", "bridge", "up");
    ip("-n", name, "link", "set", "lo", "up");
    ip("-n", name, "addr", "add", `${addressOf(member)}/24`, "dev", "eth0");
    ip("-n", name, "link", "set", "eth0", "up");
  }
  const pidsAt = (member: number) =>
    ip("netns", "pids", nameOf(member)).split("\n").filter(Boolean).map(Number);
  return {
    at: (member) => ["ip", "netns", "exec", nameOf(member)],
    ...{ addressOf, pidsAt },
    setLink: (member, state) => void ip("link", "set", `port${member}`, state),
    remove() {
      for (const member of numbers) {
        for (const pid of pidsAt(member)) endProcess(pid);
        ip("netns", "delete", nameOf(member));
      }
    },
  };
}

/** Returns the words that run a program in a new network namespace, which ends with it. */
export const enterHub: readonly string[] = ["unshare", "--net"];

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function ip(...words: readonly string[]): string {
  return execFileSync("ip", words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
