import { type LoadOptions, loadHttp } from "./http-load.ts";

// The load, in a process of its own so that its CPU time can be told apart: is sent what to do,
// says "measuring" when the warming up is over, and then what came of it.
process.once("message", (options: LoadOptions) => {
  void loadHttp(options, () => process.send?.("measuring")).then((result) => {
    process.send?.(result);
    process.disconnect();
  });
});
