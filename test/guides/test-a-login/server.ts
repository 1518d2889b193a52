import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { loginServer } from "./login.ts";

// The login as a process of its own, for tests only: it lets itself be told the time.
let told = { now: Date.now(), factor: 1 };
let toldAt = performance.now();
const now = (): number => told.now + (performance.now() - toldAt) * told.factor;

const { PIN: pin = "", SECRET: secret = "" } = process.env;
const login = loginServer({ pin, secret }, { now });

const server = createServer((request, response) => {
  if (request.url !== "/test/time") return void login.emit("request", request, response);
  const reading = json(request).then((time) => {
    told = time as typeof told;
    toldAt = performance.now();
    response.end();
  });
  reading.catch((error: Error) => response.destroy(error));
});
server.listen(0, "127.0.0.1", () => {
  console.log(`Listening on ${JSON.stringify(server.address())}`);
});
