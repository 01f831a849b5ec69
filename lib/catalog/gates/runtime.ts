import * as z from "zod";
import { isInRange, readVersion, readVersionRange } from "../../formats/version_range.ts";
import type { Asking, GateFault, GateJudgement, GateRow } from "../../model/gate.ts";
import { askAll } from "../../model/gate_asking.ts";
import { COLLECT_CODES, makeFault } from "./collect_faults.ts";
import { concludeFaults } from "./conclude_faults.ts";
import { judgeProbe, probeFault, type ToolAnswer } from "./judge_probe.ts";
import { LinePattern } from "./own_pattern.ts";
import { timeoutMs, TimeoutText } from "./timeout_text.ts";
import { TOOL_PROFILES, type ToolProfile } from "./tool_profiles.ts";
import { tellText } from "./tell_value.ts";

const Args = z.array(z.string().max(4000)).max(50);
const KNOWN = TOOL_PROFILES.map(({ tool }) => tool).join(", ");

const ToolSettings = z.strictObject({
  tool: z.string().min(1).max(100)
    .describe(`what is required; known without more words: ${KNOWN}`),
  program: z.string().min(1).max(500).optional()
    .describe("name or path of the program; the name of the tool unless said"),
  version: z.string().max(200).superRefine((text, context) => {
    const range = readVersionRange(text);
    if (!range.ok) context.addIssue({ code: "custom", message: range.error });
  }).optional().describe("range of versions, such as >=18 <23, ^2.9, ~1.4.2 or ^20 || ^22"),
  version_args: Args.optional().describe("how it says its version; --version unless said"),
  probes: z.array(
    z.strictObject({
      args: Args.describe("arguments of the program"),
      must_match: LinePattern.optional().describe("a line of its standard output must match"),
      must_not_match: LinePattern.optional().describe("no line of its output may match"),
    }),
  ).max(20).default([]).describe("questions of your own that only the real program answers so"),
});

/** Settings of a gate of the kind `runtime`. */
export const RuntimeSettings = z.strictObject({
  tools: z.array(ToolSettings).min(1).max(50)
    .describe("every tool that is required, started in the root of the project, without network"),
  timeout: TimeoutText.default("20s").describe("longest time of one answer, at most 10m"),
});
export type RuntimeSettings = z.infer<typeof RuntimeSettings>;
type ToolSettings = RuntimeSettings["tools"][number];

/** A required tool is there, really is what it claims to be, and has a version in the range. */
export const RUNTIME_GATE: GateRow<RuntimeSettings> = {
  kind: "runtime",
  answers:
    "Is every required tool there, in the right version, and really the one it claims to be?",
  shape: RuntimeSettings,
  judge: judgeRuntime,
  startsPrograms: true,
  codes: {
    ...COLLECT_CODES,
    missing_tool: "Install the tool, or put its folder into PATH",
    wrong_program:
      "Another program answers in the name of the tool (a shim or a link): put the real one first in PATH, or name it by `program`",
    wrong_version: "Install a version in the range, or change `version` if the other one will do",
    unknown_version: "Say with `version_args` how the tool tells its version",
    probe_timeout:
      "Run the command of the message by hand: it should answer at once; or raise `timeout`",
    probe_failed: "Run the command of the message by hand and read what it says",
    not_allowed:
      "Start the verdict where programs may be started; nothing else can prove a runtime",
  },
  example: {
    id: "runtimes",
    kind: "runtime",
    tools: [{ tool: "deno", version: "^2.9" }, { tool: "docker" }],
  },
};

function* judgeRuntime({ tools, timeout }: RuntimeSettings): Asking<GateJudgement> {
  const ms = timeoutMs(timeout);
  const call = ({ tool, profile: { env } }: KnownTool, args: readonly string[]) => ({
    ...{ as: "program" as const, argv: [programOf(tool), ...args], cwd: ".", timeoutMs: ms },
    ...(env !== undefined && { env }),
  });
  const asked = tools.map((tool) => ({ tool, profile: profileOf(tool) }));
  const versions = yield* askAll(
    asked.map((one) => call(one, one.profile.versionArgs)),
  );
  const there = asked.map((one, index) => ({ ...one, answer: versions[index]! }))
    .map((one) => ({
      ...one,
      fault: probeFault(one.answer, subjectOf(one.tool, one.profile.versionArgs)),
    }));
  const probes = there.flatMap((one) =>
    one.fault === null ? one.profile.probes.map((probe) => ({ ...one, probe })) : []
  );
  const answers = yield* askAll(
    probes.map((one) => call(one, one.probe.args)),
  );
  const impostures = probes.flatMap(({ tool, profile, probe }, index) =>
    judgeProbe(answers[index]!, probe, { ...subjectOf(tool, probe.args), profile }) ?? []
  );
  const faults = there.flatMap((one) => one.fault ?? judgeVersion(one));
  return concludeFaults([...faults, ...impostures], {
    proved: `${tools.map(({ tool }) => tool).join(", ")}: there, real, and in the right version`,
    artifacts: [],
    measures: { tools: tools.length, probes: probes.length },
    notes: there.flatMap(({ tool, profile, answer }) => {
      const version = answer.is === "program" ? findVersion(answer, profile) : null;
      return version === null ? [] : [`${tool.tool} ${tellText(version)}`];
    }),
  });
}

function programOf({ tool, program }: ToolSettings): string {
  return program ?? tool;
}

function subjectOf(settings: ToolSettings, args: readonly string[]) {
  return { tool: settings.tool, program: programOf(settings), args };
}

/** The profile of a known tool with what the settings add; for any other what they say alone. */
function profileOf({ tool, version_args, probes }: ToolSettings): ToolProfile {
  const known = TOOL_PROFILES.find((profile) => profile.tool === tool);
  const own = probes.map(({ args, must_match, must_not_match }) => ({
    args,
    ...(must_match !== undefined && { mustMatch: must_match }),
    ...(must_not_match !== undefined && { mustNotMatch: must_not_match }),
  }));
  return {
    ...known,
    tool,
    versionArgs: version_args ?? known?.versionArgs ?? ["--version"],
    version: known?.version ?? /(?:^|[^\d.])v?(\d{1,9}(?:\.\d{1,9}){1,3}(?:-[0-9A-Za-z.]+)?)/,
    probes: [...known?.probes ?? [], ...own],
  };
}

interface KnownTool {
  readonly tool: ToolSettings;
  readonly profile: ToolProfile;
}

interface Asked extends KnownTool {
  readonly answer: ToolAnswer;
}

function judgeVersion({ tool, profile, answer }: Asked): readonly GateFault[] {
  if (answer.is !== "program") return [];
  const file = answer.path?.split(/[\\/]/).at(-1) ?? "";
  if (profile.notNamed?.test(file)) {
    const message = `${tool.tool} is a link to ${tellText(answer.path!)}, which is another program`;
    return [makeFault("wrong_program", tool.tool, message)];
  }
  const text = findVersion(answer, profile);
  const version = text === null ? null : readVersion(text);
  const asked = [programOf(tool), ...profile.versionArgs].join(" ");
  if (version === null) {
    const said = tellText(answer.stdout || answer.stderr);
    const message = `${tool.tool} says no version: "${asked}" gives "${said}"`;
    // A known tool says its version in one way only: what speaks otherwise is another program.
    const code = TOOL_PROFILES.some((known) => known.tool === tool.tool) && said !== "" &&
        tool.version_args === undefined
      ? "wrong_program"
      : "unknown_version";
    return code === "wrong_program" || tool.version !== undefined
      ? [makeFault(code, tool.tool, message)]
      : [];
  }
  const range = readVersionRange(tool.version ?? "*");
  if (tool.version === undefined || (range.ok && isInRange(version, range.value))) return [];
  const message = `${tool.tool} is ${tellText(text!)}; ${tool.version} is required`;
  return [makeFault("wrong_version", tool.tool, message)];
}

function findVersion(
  { stdout, stderr }: Extract<ToolAnswer, { readonly is: "program" }>,
  { version }: ToolProfile,
): string | null {
  for (const line of `${stdout}\n${stderr}`.split(/\r?\n/, 200)) {
    const found = version.exec(line.slice(0, 1000))?.[1];
    if (found !== undefined) return found;
  }
  return null;
}
