// How the installation sends mail, and what may be wrong with the certificate of a server.

export { certificateProblem } from "./certificate-problem.ts";
export {
  defaultNoticesADay,
  type MailSecurity,
  type MailSettings,
  mailSecurities,
} from "./mail-settings.ts";
export { type Mail, type Mailer, type MailFault, type MailOutcome, openMailer } from "./mailer.ts";
