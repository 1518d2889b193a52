export { demoHolder } from "./demo-key.ts";
export { type Demo, type DemoOptions, startDemo } from "./start-demo.ts";
