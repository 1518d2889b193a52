/** The environment variables that the commands read, here and nowhere else. */
export const environment: {
  readonly dataDirectory: string;
  readonly store: string | undefined;
  readonly masterKey: string | undefined;
  readonly ldapPassword: string | undefined;
  readonly mailPassword: string | undefined;
} = {
  dataDirectory: process.env.JETON_DATA || "jeton-data",
  store: process.env.JETON_STORE || undefined,
  masterKey: process.env.JETON_MASTER_KEY,
  ldapPassword: process.env.JETON_LDAP_PASSWORD,
  mailPassword: process.env.JETON_MAIL_PASSWORD,
};
