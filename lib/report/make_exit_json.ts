import type { ExitJson } from "../model/exit_json.ts";
import type { StreamCounters } from "../model/observation.ts";
import type { ContainerAccount, Execution } from "../model/run_record.ts";

/** `exit.json` of one execution. */
export function makeExitJson(execution: Execution): ExitJson {
  return {
    schema: "qa.exit.v1",
    outcome: execution.outcome,
    why: execution.why,
    argv: [...execution.argv],
    exit_code: execution.exitCode,
    signal: execution.signal,
    timed_out: execution.timedOut,
    started_at: execution.startedAt,
    duration_ms: Math.round(execution.durationMs),
    stdout: makeStream(execution.stdout),
    stderr: makeStream(execution.stderr),
    container: execution.container && makeContainer(execution.container),
    findings: [...execution.findings],
  };
}

function makeStream(stream: StreamCounters): ExitJson["stdout"] {
  const whole = (ms: number | null): number | null => ms === null ? null : Math.round(ms);
  return {
    bytes: stream.bytes,
    lines: stream.lines,
    first_output_ms: whole(stream.firstOutputMs),
    last_output_ms: whole(stream.lastOutputMs),
  };
}

function makeContainer(account: ContainerAccount): NonNullable<ExitJson["container"]> {
  const { state, trailer, counters, log } = account;
  return {
    id: account.id,
    name: account.name,
    image_id: account.imageId,
    status: state?.status ?? null,
    engine_exit_code: state?.exitCode ?? null,
    oom_killed: state?.oomKilled ?? null,
    error: state?.error ?? "",
    trailer: trailer && {
      nonce_read: trailer.nonce !== "",
      exit_code: trailer.exitCode,
      oom_kills: trailer.oomKills,
      pids_limit_hits: trailer.pidsLimitHits,
      memory_peak_bytes: trailer.memoryPeakBytes,
      signalled: trailer.signalled,
      spooled: trailer.spooled,
      ended_uptime_s: trailer.endedUptimeS,
      stdout: trailer.stdout,
      stderr: trailer.stderr,
    },
    log_integrity: log && { ...log, bytes: { ...log.bytes }, problems: [...log.problems] },
    counters: counters && {
      memory_peak_bytes: counters.memoryPeakBytes,
      memory_limit_bytes: counters.memoryLimitBytes,
      oom_kills: counters.oomKills,
      pids_peak: counters.pidsPeak,
      pids_limit_hits: counters.pidsLimitHits,
      cpu_usage_ms: counters.cpuUsageMs,
      cpu_throttled_ms: counters.cpuThrottledMs,
    },
    events: [...account.events],
  };
}
