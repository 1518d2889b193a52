/** A realm that an installation takes at `/validate/check`. */
export type Realm = {
  readonly name: string;
  /** Whether its holders' identifiers end in `@NAME`. */
  readonly isInIdentifier: boolean;
};

const realmForm = /^([^\s@=]{1,64})(=keep)?$/u;

/** Returns the realm of `example.org` or `example.org=keep`; null for another text. */
export function parseRealm(text: string): Realm | null {
  const [, name, keep] = realmForm.exec(text) ?? [];
  return name === undefined ? null : { name, isInIdentifier: keep !== undefined };
}

/**
 * Returns the identifier that user and realm mean, or null for a realm that is not taken. Without a realm,
 * one that is taken may stand behind the user's `@`; any other text behind an `@` belongs to the identifier.
 */
export function userInRealm(user: string, realm: string, realms: readonly Realm[]): string | null {
  const at = user.lastIndexOf("@");
  const behind = at < 0 ? null : find(realms, user.slice(at + 1));
  const given = realm === "" ? behind : find(realms, realm);
  if (given === null) return realm === "" ? user : null;
  const bare = behind?.name === given.name ? user.slice(0, at) : user;
  return given.isInIdentifier ? `${bare}@${given.name}` : bare;
}

/** Realms are told apart as host names are: without regard to capitals. */
function find(realms: readonly Realm[], name: string): Realm | null {
  return realms.find((each) => each.name.toLowerCase() === name.toLowerCase()) ?? null;
}
