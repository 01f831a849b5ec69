import { isAbsolute, join, normalize, resolve } from "@std/path";
import { collectSecrets } from "../formats/collect_secrets.ts";
import { createRedactor, type Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { Problem } from "../model/problem.ts";
import { REPORT_FORMS, type ReportFormRow } from "../model/report_form.ts";
import { err, ok, type Result } from "../model/result.ts";
import { historyPath } from "../write/open_history.ts";
import { findOutputs, type FoundOutputs } from "./find_outputs.ts";
import { loadReported, type Reported } from "./load_reported.ts";
import { lookBack } from "./look_back.ts";
import { renderForm, type RenderMeans } from "./render_form.ts";
import { deliver, openStage, type ReportTarget } from "./report_target.ts";
import { stageOnce, streamForm } from "./stream_form.ts";
import { discreetVoice, openVoice, refuse, type Voice } from "./voice.ts";

/** What is asked for, checked. */
interface Asked {
  readonly record: string;
  readonly forms: readonly ReportFormRow[];
  readonly target: ReportTarget;
}

/** `report` from its flags to its exit code: loads a record, shows it in each form; runs nothing. */
export async function reportCommand(host: Host, flags: ParsedFlags): Promise<number> {
  const redactor = createRedactor(collectSecrets(host.environment()));
  const voice = discreetVoice(openVoice(host, flags), redactor);
  const asked = readAsked(host, flags);
  if (!asked.ok) return refuse(host, asked.error, voice);
  const place = await findOutputs(host, flags);
  if (!place.ok) return refuse(host, place.error, voice);
  const { cwd } = host.machine;
  const { outputs } = place.value;
  const loaded = await loadReported(host, asked.value.record, { cwd, outputs });
  if (!loaded.ok) return refuse(host, loaded.error, voice);
  loaded.value.gaps.forEach(voice.warn);
  const history = historyOf(host, flags, place.value);
  // Without a wish for it an old record is shown as it was: what is remembered may be of later runs.
  const isAsked = readSetting(flags, host.environment(), "history") !== null;
  const past = isAsked ? history : null;
  const reported = await withPast(host, loaded.value, { history: past, outputs, voice });
  const shown = await showAll(host, reported, asked.value, { flags, history, voice, redactor });
  return shown.ok ? 0 : refuse(host, shown.error, voice);
}

function readAsked(host: Host, { values, words }: ParsedFlags): Result<Asked, Problem> {
  const [record = "latest", ...more] = words;
  if (more.length > 0) {
    const message = `report takes one record, and here are ${words.length}`;
    return usage(message, "Join several with qa:merge, or report them one by one");
  }
  const given = values.get("format");
  const isJson = values.has("json");
  const names = new Set(Array.isArray(given) ? given : [isJson ? "json" : "terminal"]);
  const forms = REPORT_FORMS.filter(({ name }) => names.has(name));
  const to = values.get("to");
  if (to === undefined && forms.length > 1) {
    return usage(`${forms.length} forms cannot all go to standard output`, "Add --to <folder>");
  }
  const [form] = forms;
  if (to === undefined && form?.name === "html") {
    const hint = "Add --to report.html";
    return usage("a page leads to the files of its run from where it stands", hint);
  }
  if (to === undefined && isJson && form?.name !== "json") {
    const hint = `Add --to <path> for ${form?.name}; standard output has the answer`;
    return usage("--json takes standard output", hint);
  }
  if (typeof to !== "string") return ok({ record, forms, target: { kind: "stdout" } });
  const path = resolve(host.machine.cwd, to);
  const isFolder = forms.length > 1 || to.endsWith("/");
  return ok({ record, forms, target: { kind: isFolder ? "folder" : "path", path } });
}

function usage(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}

/** Absolute path of the history that is read; null for none. */
function historyOf(host: Host, flags: ParsedFlags, { root, outputs }: FoundOutputs): string | null {
  const told = readSetting(flags, host.environment(), "history")?.text;
  if (told === "off") return null;
  if (told === undefined) return historyPath(outputs);
  return isAbsolute(told) ? normalize(told) : join(root, told);
}

/** What earlier runs tell of the tests that failed, where they are remembered. */
async function withPast(
  host: Host,
  reported: Reported,
  { history, outputs, voice: { warn } }: {
    readonly history: string | null;
    readonly outputs: string;
    readonly voice: Voice;
  },
): Promise<Reported> {
  if (reported.kind !== "run" || history === null) return reported;
  const { record } = reported;
  const told = { ...record, plan: { ...record.plan, history } };
  // What it says itself is no past of it.
  const past = await lookBack(host, told, { outputs, warn, own: [record.runId] });
  return past.size === 0 ? reported : { ...reported, record: { ...record, past } };
}

/** What the forms of one report share. */
interface ShowMeans {
  readonly flags: ParsedFlags;
  readonly history: string | null;
  readonly voice: Voice;
  readonly redactor: Redactor;
}

async function showAll(
  host: Host,
  reported: Reported,
  { forms, target }: Asked,
  means: ShowMeans,
): Promise<Result<void, Problem>> {
  const { flags, voice, redactor } = means;
  const stage = await openStage(host, target, reported.kind === "summary" ? null : reported.folder);
  if (!stage.ok) return stage;
  const { terminal } = host;
  const ci = flags.values.get("ci");
  const isShown = target.kind === "stdout";
  const size = isShown && terminal.stdoutIsTerminal
    ? { size: { columns: terminal.columns(), rows: terminal.rows() } }
    : {};
  const style: RenderMeans = {
    ...{ redactor, color: isShown && voice.color, ...size },
    ...(typeof ci === "string" && { ci }),
  };
  const { path: passing } = stage.value;
  const { warn } = voice;
  const tests = reported.kind === "run"
    ? stageOnce(host, reported, { stage: passing, warn })
    : null;
  try {
    for (const form of forms) {
      const rendered = await renderForm(host, reported, form, style);
      if (!rendered.ok) return rendered;
      const at = stage.value.pathOf(form);
      const path = rendered.value === null && reported.kind === "run" && tests !== null
        ? await streamForm(host, reported, form, {
          ...{ stage: passing, target: at, redactor, warn, tests },
          historyPath: means.history,
        })
        : null;
      if (path !== null && !path.ok) return path;
      const what = path === null ? { text: rendered.value ?? "" } : { path: path.value };
      const done = await deliver(host, what, isShown ? null : at);
      if (!done.ok) return done;
      if (!isShown) voice.write(`${form.name}: ${at}\n`);
    }
    return await answer(host, reported, { isShown, ...means });
  } finally {
    await stage.value.close();
  }
}

/** With `--json`, standard output has the answer of the record, whatever was written beside. */
async function answer(
  host: Host,
  reported: Reported,
  { isShown, flags, redactor }: ShowMeans & { readonly isShown: boolean },
): Promise<Result<void, Problem>> {
  if (isShown || !flags.values.has("json")) return ok(undefined);
  const json = REPORT_FORMS.find(({ name }) => name === "json");
  const text = json ? await renderForm(host, reported, json, { redactor, color: false }) : ok(null);
  if (!text.ok) return text;
  host.terminal.out(text.value ?? "");
  return ok(undefined);
}
