/** The kinds of boards that the driver knows; `model.ts` says what each of them has. */
export const boardModelNames = ["cfa533", "cfa631", "cfa633", "cfa635", "jeton"] as const;

export type BoardModelName = (typeof boardModelNames)[number];
