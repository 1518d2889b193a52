// Open sessions of holders: what the portal lists, and what it goes by.
export { type BrowserName, browserName } from "./browser-name.ts";
export type { LoginMeans, OpenSession } from "./open-session.ts";
export {
  type ListedSession,
  type SessionRegister,
  sessionMilliseconds,
  sessionName,
  sessionRegister,
} from "./session-register.ts";
