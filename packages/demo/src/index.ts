export { demoHolder } from "./demo-key.ts";
export { type Demo, startDemo } from "./start-demo.ts";
