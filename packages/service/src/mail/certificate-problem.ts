const ofSigner =
  /SELF_SIGNED|UNABLE_TO|CERT_UNTRUSTED|self-signed certificate|unable to (?:get|verify)/u;
const ofName = /ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate/u;
const ofItself = /(?:^|\n)(?:CERT_|certificate )/u;

/**
 * Returns what is wrong with the certificate that a server showed, for the end of a sentence; null when the error speaks of
 * no certificate. `cure`: how whoever runs this tells us of another authority. Libraries put codes of their own in place of
 * Node.js's, so that its messages are looked at, too.
 */
export function certificateProblem(error: unknown, cure: string): string | null {
  if (!(error instanceof Error)) return null;
  const code = String((error as { readonly code?: unknown }).code ?? "");
  const told = `${code}\n${error.message}`;
  if (ofName.test(told)) {
    return "its certificate is for another name; use the name that stands in it";
  }
  if (ofSigner.test(told)) {
    return `its certificate is not signed by anyone whom this machine trusts, ${cure}`;
  }
  if (!ofItself.test(told)) return null;
  const reason = error.message.replaceAll(/\s+/gu, " ").trim().slice(0, 200);
  return `its certificate cannot be used: ${reason}`;
}
