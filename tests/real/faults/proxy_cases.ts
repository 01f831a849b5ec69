import type { EngineCall } from "../../support/engine_proxy_calls.ts";
import type { Fault } from "../../support/engine_proxy_faults.ts";
import type { SuiteTruth } from "../../support/fault_suite.ts";
import type { Verdict } from "../../../lib/model/verdict.ts";

/** One cell of the matrix: a call of the engine's API, what goes wrong with it, and for whom. */
export interface ProxyCase {
  readonly call: EngineCall;
  /** Name of the fault in `PROXY_FAULTS`. */
  readonly fault: string;
  /** The first such call alone, or every one. */
  readonly times: "first" | "always";
  readonly truth: SuiteTruth;
  /** The image has no shell: no script of ours runs inside, and a client is attached. */
  readonly isBare: boolean;
  /** Verdicts that are right; every other is a defect. */
  readonly expects: readonly Verdict[];
}

/** Every way a call can fail. */
export const PROXY_FAULTS: Readonly<Record<string, Fault>> = {
  "500": { kind: "status", status: 500 },
  "html-200": { kind: "html", status: 200 },
  "html-502": { kind: "html", status: 502 },
  "hang": { kind: "hang" },
  "refuse": { kind: "refuse" },
  "lose-reply": { kind: "lose-reply" },
  "cut-head": { kind: "cut", afterBytes: 20 },
  "cut-body": { kind: "cut", afterBytes: 330 },
  "cut-lines": { kind: "cut", afterBytes: 170 },
  "delay": { kind: "delay", ms: 1_500 },
  "late": { kind: "late", ms: 12_000 },
};

type Expected = Readonly<Record<SuiteTruth, readonly Verdict[]>>;

/** Before a container is there: nothing has run, so the failsafe stands in, in good order. */
const BEFORE: Expected = {
  green: ["passed", "degraded"],
  red: ["failed"],
  split: ["failed", "degraded"],
  endless: ["failed"],
};
/** While it runs: what it says is recovered, or it is lost by a cause that nobody can prove. */
const MIDWAY: Expected = {
  green: ["passed", "infra"],
  red: ["failed"],
  split: ["failed", "infra"],
  endless: ["failed"],
};
/** It may have run or not, as the client asks for it before and after its start. */
const BETWEEN: Expected = {
  green: ["passed", "degraded", "infra"],
  red: ["failed"],
  split: ["failed", "degraded", "infra"],
  endless: ["failed"],
};
/** What no verdict may hang on. */
const BESIDE: Expected = {
  green: ["passed"],
  red: ["failed"],
  split: ["failed"],
  endless: ["failed"],
};

/** What is right when a call fails, by the call. */
export const EXPECTED: Readonly<Partial<Record<EngineCall, Expected>>> = {
  "ping": BETWEEN,
  "version": BEFORE,
  "image-inspect": BEFORE,
  "events": BESIDE,
  "list": BESIDE,
  "create": BEFORE,
  "start": BETWEEN,
  "attach": BETWEEN,
  "wait": MIDWAY,
  "inspect": BETWEEN,
  "logs": BESIDE,
  "stop": BESIDE,
  "kill": BESIDE,
  "delete": BESIDE,
};

/** Calls that are only made to end what does not end by itself. */
const ENDING: ReadonlySet<EngineCall> = new Set(["stop", "kill"]);

/** A cell by its names, with what is right there. */
export function proxyCase(
  call: EngineCall,
  fault: string,
  truth: SuiteTruth,
  times: ProxyCase["times"] = "always",
): ProxyCase {
  return { call, fault, times, truth, isBare: false, expects: EXPECTED[call]?.[truth] ?? [] };
}

/** The same for an image without a shell, whose output comes through an attached client. */
export function bareCase(
  call: EngineCall,
  fault: string,
  truth: SuiteTruth,
  times: ProxyCase["times"] = "always",
): ProxyCase {
  const row = proxyCase(call, fault, truth, times);
  // An attached client asks for the end before it asks for the start.
  const expects = call === "wait" ? BETWEEN[truth] : row.expects;
  return { ...row, isBare: true, expects };
}

/** Calls that matter where a client is attached. */
const ATTACHED: readonly EngineCall[] = ["start", "attach", "wait", "inspect", "logs"];

/** The whole matrix. */
export function allProxyCases(): readonly ProxyCase[] {
  const calls = Object.keys(EXPECTED) as EngineCall[];
  const bare = ATTACHED.flatMap((call) =>
    Object.keys(PROXY_FAULTS).flatMap((fault) =>
      (["green", "red", "split"] as const).map((truth) => bareCase(call, fault, truth))
    )
  );
  return [
    ...bare,
    ...calls.flatMap((call) =>
      Object.keys(PROXY_FAULTS).flatMap((fault) =>
        (ENDING.has(call) ? ["endless"] as const : ["green", "red", "split"] as const).flatMap((
          truth,
        ) => (["always", "first"] as const).map((times) => proxyCase(call, fault, truth, times)))
      )
    ),
  ];
}

/** One cell of every kind that differs: what every run of the tests goes through. */
export const COMMON_CASES: readonly ProxyCase[] = [
  proxyCase("ping", "html-200", "red"),
  proxyCase("version", "500", "green"),
  proxyCase("version", "hang", "red"),
  proxyCase("image-inspect", "html-502", "green"),
  proxyCase("events", "cut-body", "green"),
  proxyCase("create", "500", "green"),
  proxyCase("create", "lose-reply", "split"),
  proxyCase("create", "html-200", "red"),
  proxyCase("start", "500", "green"),
  proxyCase("start", "lose-reply", "split"),
  proxyCase("start", "html-200", "split"),
  proxyCase("start", "late", "split", "first"),
  proxyCase("inspect", "500", "red"),
  proxyCase("inspect", "500", "split", "first"),
  proxyCase("inspect", "lose-reply", "green", "first"),
  proxyCase("list", "html-200", "red"),
  proxyCase("stop", "500", "endless"),
  proxyCase("delete", "refuse", "green"),
  bareCase("attach", "cut-lines", "red"),
  bareCase("attach", "cut-lines", "green"),
  bareCase("attach", "refuse", "split"),
  bareCase("wait", "lose-reply", "red"),
  bareCase("wait", "500", "green"),
  bareCase("logs", "500", "green"),
];
