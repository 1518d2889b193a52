// `@jeton/http`: what Jeton's servers have in common. What is not listed here is private.
export { limitStreams } from "./limit-streams.ts";
export { ListenError, type Listening, listen, senderLimits } from "./listen.ts";
export { codedProblem, problem } from "./problem.ts";
export { isSameOrigin, ownPagesOnly } from "./same-origin.ts";
export { securityHeaders } from "./security-headers.ts";
export { isLoopback, plainHost, servedHostsOnly } from "./served-hosts.ts";
export { bodyBytesMax, limitBody, requireJson, requireJsonOf } from "./strict-json.ts";
