const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls `quit` when the process is asked to end. Answers a function that stops listening. */
export function onQuitSignal(quit: () => void): () => void {
  for (const signal of signals) process.on(signal, quit);
  return () => {
    for (const signal of signals) process.off(signal, quit);
  };
}
