// How the installation sends mail.

export {
  defaultNoticesADay,
  type MailSecurity,
  type MailSettings,
  mailSecurities,
} from "./mail-settings.ts";
export { type Mail, type Mailer, type MailFault, type MailOutcome, openMailer } from "./mailer.ts";
