import { execFileSync } from "node:child_process";
import { join } from "node:path";

/**
 * Makes a certificate that signs itself, for two days, and returns its files in `folder`. `names` are what a
 * client may call the server, each as openssl wants it: `DNS:localhost`, `IP:127.0.0.1`.
 */
export function ownCertificate(
  folder: string,
  names: readonly [string, ...string[]],
): { readonly certificate: string; readonly privateKey: string } {
  const [certificate, privateKey] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"];
  const who = ["-subj", "/CN=jeton-test", "-addext", `subjectAltName=${names.join(",")}`];
  execFileSync("openssl", [...words, ...who, "-keyout", privateKey, "-out", certificate], {
    stdio: "ignore",
  });
  return { certificate, privateKey };
}
