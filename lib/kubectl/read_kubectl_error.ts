import type { CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";

/** What a line of kubectl means, and what would mend it. */
const ROWS: readonly { readonly pattern: RegExp; readonly hint: string }[] = [
  {
    pattern: /context .*does not exist|no configuration has been provided|error loading config/i,
    hint: "Check --kube-context and the file that KUBECONFIG names",
  },
  {
    pattern: /\(Forbidden\)|is forbidden|Unauthorized|must be logged in/i,
    hint: "This user needs the rights to get, list, create and delete jobs, configmaps and pods, " +
      "and to get pods/log, in this namespace",
  },
  {
    pattern: /namespaces? "[^"]*" not found/i,
    hint: "Make the namespace, or name another one with --namespace",
  },
  {
    pattern:
      /\(AlreadyExists\)|already exists|\(Invalid\)|is invalid|\(BadRequest\)|unknown field/i,
    hint: "The server does not take this job: change what it names",
  },
];

const UNREACHABLE =
  /connection to the server .* (?:was refused|has failed)|was refused - did you|dial tcp|no such host|i\/o timeout|TLS handshake|Client\.Timeout|EOF$|server is currently unable|was unable to return a response/i;

/** True when the call never started, ran into its deadline or ended with another code than 0. */
export function hasKubectlFailed(output: CommandOutput): boolean {
  return output.spawnFailure !== null || output.timedOut || output.code !== 0;
}

/** What a failed call of kubectl means: `engine` when the server cannot be reached, else refused. */
export function readKubectlError(output: CommandOutput): Problem {
  if (output.spawnFailure !== null) {
    return {
      kind: "engine-refused",
      detail: "kubectl was not found or cannot be started",
      hint: "Install kubectl, or name it with --kubectl-bin",
    };
  }
  const detail = lastLine(output.stderr) || `kubectl ended with code ${output.code}`;
  if (output.timedOut) return unreachable(`no answer in time: ${detail}`);
  // A refusal can quote anything, so what the server has answered is asked first.
  const row = ROWS.find(({ pattern }) => pattern.test(detail));
  if (row !== undefined) return { kind: "engine-refused", detail, hint: row.hint };
  if (UNREACHABLE.test(detail)) return unreachable(detail);
  return { kind: "engine-refused", detail, hint: "Run the same kubectl by hand to see more" };
}

function unreachable(detail: string): Problem {
  const hint = "Check the cluster, the network to it, and --kube-context";
  return { kind: "engine", reason: "daemon-unreachable", detail, hint };
}

const LINE_MAX = 600;

/** The line that says most, without control characters: the last one that is no log of the client. */
function lastLine(text: string): string {
  const lines = text.split("\n").map(printable).filter((line) => line.trim() !== "");
  const own = lines.filter((line) => !/^[EWI]\d{4} |^Warning: /.test(line));
  return (own.at(-1) ?? lines.at(-1) ?? "").slice(0, LINE_MAX);
}

function printable(line: string): string {
  // deno-lint-ignore no-control-regex -- control characters are what is removed here
  return line.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, "");
}
