import type { Host } from "../host/host.ts";
import { formatEvent } from "../report/format_event.ts";
import type { GateDisplay, ShowOptions } from "./gate_display.ts";

/** Shows a run in the chosen style; time is counted from here. */
export async function showGate(host: Host, options: ShowOptions): Promise<GateDisplay> {
  const startMs = host.monotonicMs();
  const since = (): number => host.monotonicMs() - startMs;
  if (options.style === "live") {
    const { showLive } = await import("./show_live.ts");
    return showLive(host, options, since);
  }
  return {
    show: (event) => {
      if (options.style === "quiet") return;
      const line = formatEvent(event, since(), { color: options.color });
      if (line !== null) options.write(`${line}\n`);
    },
    watch: () => {},
    close: () => Promise.resolve(),
  };
}
