import { type CompletionAuditJson, DIRECT_EVIDENCE } from "../../model/completion_audit_json.ts";
import type { Asking, GateFault } from "../../model/gate.ts";
import { askAll } from "../../model/gate_asking.ts";
import { makeFault } from "./collect_faults.ts";
import type { CompletionAuditSettings } from "./completion_audit_settings.ts";
import { tellText } from "./tell_value.ts";

/** What an audit is held against. */
export interface AuditRules {
  readonly settings: CompletionAuditSettings;
  /** Of the work tree; null where there is none. */
  readonly commit: string | null;
}

/** Everything that stops the closeout, in the order of an operator: push, commands, claims, artifacts, gaps. */
export function* findBlockers(
  audit: CompletionAuditJson,
  rules: AuditRules,
): Asking<readonly GateFault[]> {
  return [
    ...judgePush(audit, rules),
    ...judgeCommands(audit),
    ...judgeClaims(audit),
    ...yield* judgeFiles(audit),
    ...judgeGaps(audit),
  ];
}

function judgePush({ push, commit }: CompletionAuditJson, rules: AuditRules): readonly GateFault[] {
  const fault = (message: string) => [makeFault("missing_push", commit, message)];
  const wanted = rules.settings.remote_ref;
  const current = rules.settings.same_commit ? rules.commit : commit;
  if (current === null) return fault("the commit that is checked out is not known");
  if (!isSameCommit(commit, current)) {
    return fault(`the audit is of ${commit}, and ${current} is checked out`);
  }
  if (push === null || push.pushed_commit === null) return fault(`${commit} was not pushed`);
  const { pushed_commit, remote, remote_ref } = push;
  if (!isSameCommit(pushed_commit, commit)) {
    return fault(`${pushed_commit} was pushed, and the closeout is ${commit}`);
  }
  if (remote === null || remote_ref === null) return fault(`${commit}: where to is not recorded`);
  if (wanted !== undefined && remote_ref !== wanted) {
    return fault(`${commit} was pushed to ${tellText(remote_ref)}; ${wanted} is wanted`);
  }
  return [];
}

/** One may be the begin of the other: git shortens. */
function isSameCommit(a: string, b: string): boolean {
  const [short, long] = [a.toLowerCase(), b.toLowerCase()].sort((x, y) => x.length - y.length);
  return long!.startsWith(short!);
}

function judgeCommands({ commands }: CompletionAuditJson): readonly GateFault[] {
  if (commands.length === 0) {
    return [
      makeFault("failed_command", "commands", "no command is recorded that was run as proof"),
    ];
  }
  return commands.filter(({ exit_code }) => exit_code !== 0).map(({ id, argv, exit_code }) => {
    const how = exit_code === null ? "did not end" : `ended with ${exit_code}`;
    return makeFault("failed_command", id, `"${tellText(argv.join(" "))}" ${how}`);
  });
}

function judgeClaims({ claims, commands, artifacts }: CompletionAuditJson): readonly GateFault[] {
  if (claims.length === 0) {
    return [
      makeFault("proxy_only_evidence", "claims", "nothing is claimed, and so nothing is proved"),
    ];
  }
  const known: Readonly<Record<string, ReadonlySet<string>>> = {
    command: new Set(commands.map(({ id }) => id)),
    artifact: new Set(artifacts.flatMap(({ id, path }) => [id, path])),
  };
  const direct: readonly string[] = DIRECT_EVIDENCE;
  return claims.flatMap(({ id, claim, evidence }) => {
    const shown = evidence.filter(({ kind }) => direct.includes(kind));
    const isProved = shown.some(({ kind, ref }) => known[kind]?.has(ref) ?? true);
    if (isProved) return [];
    const [first] = shown;
    const why = first === undefined
      ? "is only told, by no command, artifact, commit or issue"
      : `names the ${first.kind} ${tellText(first.ref)}, which the audit does not record`;
    return [makeFault("proxy_only_evidence", id, `"${tellText(claim)}" ${why}`)];
  });
}

function* judgeFiles({ artifacts, commands }: CompletionAuditJson): Asking<readonly GateFault[]> {
  const wanted = [
    ...artifacts.map(({ path, sha256 }) => ({ path, sha256 })),
    ...commands.flatMap(({ transcript }) =>
      transcript === null ? [] : [{ path: transcript, sha256: null }]
    ),
  ];
  const answers = yield* askAll(wanted.map(({ path }) => ({ as: "digest" as const, path })));
  return answers.flatMap((answer, index) => {
    const { path, sha256 } = wanted[index]!;
    const why = answer.is === "unread"
      ? answer.code === "not-found" ? "is missing" : `cannot be read: ${tellText(answer.why)}`
      : answer.facts.sizeBytes === 0
      ? "is empty"
      : sha256 !== null && answer.facts.sha256 !== sha256
      ? `is not what was audited: sha256 ${answer.facts.sha256}, not ${sha256}`
      : null;
    if (why === null) return [];
    return [makeFault("missing_artifact", path, `${tellText(path)} ${why}`, { path, at: null })];
  });
}

function judgeGaps({ gaps }: CompletionAuditJson): readonly GateFault[] {
  const left = gaps.filter(({ status, owner, issue }) =>
    status === "open" && (owner === null || issue === null)
  );
  return left.map(({ id, gap, owner, issue }) => {
    const lacks = [owner === null ? "owner" : "", issue === null ? "issue" : ""];
    const what = lacks.filter((word) => word !== "").join(" and no ");
    return makeFault("unresolved_gap", id, `"${tellText(gap)}" is open and has no ${what}`);
  });
}
