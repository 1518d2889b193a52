import type { PasswordVerifier } from "@jeton/validator/parts";

/** What an installation asks about people without a key: a directory with a password for each. */
export class Directory implements PasswordVerifier {
  readonly #passwords = new Map<string, string>();
  /** How often it was asked: once for each refusal, whoever was refused. */
  asked = 0;
  /** Called with each identifier whose password is asked about. */
  onShown: (identifier: string) => void = () => {};

  enter(identifier: string, password: string): void {
    this.#passwords.set(identifier, password);
  }

  readonly verify: PasswordVerifier["verify"] = async ({ identifier, password }) => {
    this.asked += 1;
    if (identifier === null) return false;
    this.onShown(identifier);
    return this.#passwords.get(identifier) === password;
  };
}
