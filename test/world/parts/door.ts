/** What somebody is told who presents something at a door. */
export type Answer =
  | { readonly kind: "in"; readonly holder: string }
  | { readonly kind: "choose-pin" }
  | { readonly kind: "confirm" }
  | { readonly kind: "refused" }
  /** No answer, or one that says that the service cannot answer now. */
  | { readonly kind: "away" }
  | { readonly kind: "too-many"; readonly seconds: number }
  /** The commissioning or the form is over: to be begun again. */
  | { readonly kind: "expired" }
  | { readonly kind: "odd"; readonly what: string };

/** What a key with a keypad answers, and what comes back with the answer. */
export type Challenge = { readonly question: string; readonly token: string };

/** Log-in by identifier, or the PASSCODE that confirms a new PIN. */
export type Stage = "log-in" | "confirm";

/** Where PASSCODEs are presented: a browser at the portal or at the help desk, or a program. */
export type Door = {
  readonly name: string;
  readonly kind: "portal" | "api" | "check" | "desk";
  /** Whether what is given here may be a password of somebody without a key. */
  readonly takesPasswords: boolean;
  /** The identifiers that logged in here before, with what they got kept. */
  readonly known: Set<string>;
  /** Refusals since the last log-in here. */
  refusals: number;
  /** Gives the attempt this id, if the door has ids: with the same one it is sent again as it was. */
  readonly present: (identifier: string, passcode: string, id?: string) => Promise<Answer>;
  /** Of a door for keys with a keypad: asks for a challenge, which what is presented next answers; null while nobody answers. */
  readonly ask?: (identifier: string, stage: Stage) => Promise<Challenge | null>;
  /** The challenge that was asked last here; null for none. */
  readonly asked?: Challenge | null;
  readonly choosePin: (pin: string) => Promise<Answer>;
  readonly confirm: (passcode: string, id?: string) => Promise<Answer>;
  /** Ends what was going on: the browser is closed, the program forgets the log-in. */
  readonly leave: () => void;
};

/** What is compared of refusals: the answer itself at each door, and at the portal the page to which it leads. */
export type RefusalPlace = Door["kind"] | "keypad" | PortalPage;

/**
 * The page to which a refusal leads. It begins a session where the browser's was over meanwhile, which says how long
 * that browser was there and nothing of the refusal: it is compared with others that do.
 */
export type PortalPage = `${"portal" | "keypad"}'s page${"" | " that begins a session"}`;

/** A refusal as it came, to be compared with others: status, names of headers, normalised body. */
export type RefusalSeen = (place: RefusalPlace, shape: string) => void;

/** Returns the shape of a refusal: what differs from answer to answer by design is left out. */
export function shapeOf(response: Response, body: string, echoed: readonly string[]): string {
  let text = body;
  for (const word of echoed) if (word !== "") text = text.replaceAll(`"${word}"`, '"ECHO"');
  text = text.replaceAll(/[A-Za-z0-9_-]{20,}={0,2}(\.[A-Za-z0-9_-]{20,})*/g, "TOKEN");
  const headers = [...response.headers.keys()].sort().join(" ");
  return `${response.status}\n${headers}\n${text}`;
}
