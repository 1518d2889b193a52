// A login with a second factor. Not Jeton's: node:http, and otplib to check the codes.
//   node login.mjs [--careless]      PORT: where it listens, default 3000
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { generateSecret, generateURI, verify } from "otplib";

/** By name. `lastStep` is the step of the last code, `counter` that of the next one. */
const accounts = new Map();
const careless = process.argv.includes("--careless"); // takes codes twice, and late ones

async function isRight({ kind, secret, lastStep, counter }, token) {
  if (!/^\d{6}$/.test(token)) return null;
  if (kind === "hotp") {
    const search = { counter, counterTolerance: [careless ? 5 : 0, 5] };
    const result = await verify({ strategy: "hotp", secret, token, ...search });
    return result.valid ? { counter: counter + result.delta + 1 } : null;
  }
  const memory = careless || lastStep === null ? {} : { afterTimeStep: lastStep };
  const epochTolerance = careless ? 300 : 0; // seconds: the code of this moment alone
  const result = await verify({ secret, token, epochTolerance, ...memory });
  return result.valid ? { lastStep: result.timeStep } : null;
}

const routes = {
  "GET /": () => [200, logInForm("")],
  "POST /": async (form) => {
    const account = accounts.get(form.get("name"));
    const known = account?.password === form.get("password") ? account : null;
    const change = known && (await isRight(known, form.get("code") ?? ""));
    if (change === null) return [403, logInForm("Refused")];
    Object.assign(known, change);
    return [200, "<h1>Welcome</h1>"];
  },
  "GET /sign-up": () => [200, signUpForm],
  "POST /sign-up": (form) => {
    const [name, password, kind] = ["name", "password", "kind"].map((field) => form.get(field));
    if (!/^[\w-]+$/.test(name ?? "") || accounts.has(name))
      return [409, "<p>Choose another name</p>"];
    const secret = generateSecret();
    accounts.set(name, { password, kind, secret, lastStep: null, counter: 0 });
    const counts = kind === "hotp" && { strategy: "hotp", counter: 0 };
    const uri = generateURI({ issuer: "Example", label: name, secret, ...counts });
    return [200, `<p>Your key: <output>${uri.replaceAll("&", "&amp;")}</output></p>`];
  },
};

const field = (name, label) => `<label>${label} <input name="${name}" id="${name}"></label>`;
const logInForm = (message) => `<p role="status">${message}</p><form method="post">
  ${field("name", "Name")} ${field("password", "Password")} ${field("code", "Code")}
  <button>Log in</button></form>`;
const signUpForm = `<form method="post">${field("name", "Name")} ${field("password", "Password")}
  <select name="kind"><option>totp</option><option>hotp</option></select>
  <button>Sign up</button></form>`;

async function answer(request, response) {
  const form = new URLSearchParams(await text(request));
  const route = routes[`${request.method} ${request.url}`] ?? (() => [404, "<p>Nothing here</p>"]);
  const [status, body] = await route(form);
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
  response.end(`<!doctype html><title>Example login</title>${body}\n`);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => response.destroy(error));
});
server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`Login: http://127.0.0.1:${server.address().port}`);
});
