import { OtpError, timeStep } from "@jeton/core";
import { openSqliteStore } from "@jeton/store";
import { present } from "../contracts/race-key.ts";

/** How far the logins came, and what stopped them. */
export type Stopped = {
  readonly answered: number;
  readonly code: string;
  readonly message: string;
};

// Logs in until the store refuses: `login-until-failure.ts FILE SERIAL`, answered as JSON on the
// standard output.
const [, , file = "", serial = ""] = process.argv;
const store = openSqliteStore(file);
let answered = 0;
try {
  for (let step = timeStep(28_000_000); ; step = timeStep(step + 1)) {
    await present(store, serial, { step, at: step });
    answered += 1;
  }
} catch (error) {
  if (!(error instanceof OtpError)) throw error;
  const stopped: Stopped = { answered, code: error.code, message: error.message };
  console.log(JSON.stringify(stopped));
}
