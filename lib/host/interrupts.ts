/** Calls back for SIGINT and SIGTERM, each time one comes; returns how to stop listening. */
export function onInterrupt(listener: (signal: "SIGINT" | "SIGTERM") => void): () => void {
  // Windows knows no SIGTERM to listen for.
  const signals = Deno.build.os === "windows"
    ? ["SIGINT"] as const
    : ["SIGINT", "SIGTERM"] as const;
  const listening = signals.map((signal) => {
    const callback = () => listener(signal);
    Deno.addSignalListener(signal, callback);
    return () => Deno.removeSignalListener(signal, callback);
  });
  return () => listening.splice(0).forEach((stop) => stop());
}
