/** Characters that a password has at least; at most is what a form takes. */
export const passwordLengthMin = 12;
export const passwordLengthMax = 128;

/** What is wrong with a password; null when nothing is. */
export type PasswordProblem = "length" | "trivial" | "name";

/**
 * Returns what is wrong with a password that someone of the staff wants. As NIST SP 800-63B §3.1.1
 * has it: length counts and nothing is said of kinds of characters.
 */
export function passwordProblem(password: string, name: string): PasswordProblem | null {
  const characters = [...password];
  if (characters.length < passwordLengthMin || characters.length > passwordLengthMax) {
    return "length";
  }
  if (new Set(characters).size < 5) return "trivial";
  return password.toLowerCase().includes(name) ? "name" : null;
}

/** Crockford's digits: no letter that is read as another one. */
const firstPasswordDigits = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * Returns a first password: 20 digits of 5 random bits each, in groups of five. Guesses of it are
 * not slowed, since that would shut its owner out.
 */
export function newFirstPassword(random: (bytes: number) => Uint8Array): string {
  const digits = [...random(20)].map((byte) => firstPasswordDigits.charAt(byte % 32)).join("");
  return digits.replace(/.{5}(?=.)/gu, "$&-");
}
