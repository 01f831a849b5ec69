import type { FallbackReason } from "../model/verdict.ts";

/** What an error means: `refused` is the user's to mend, `by-verb` takes the reason of the call that failed. */
export type EngineErrorMeaning = FallbackReason | "refused" | "by-verb" | "unreachable";

/** One thing that engines print, what it means, and what would mend it. */
export interface EngineErrorRow {
  readonly id: string;
  /** Matched against one line, its `Error response from daemon: ` and the like already removed. */
  readonly pattern: RegExp;
  readonly meaning: EngineErrorMeaning;
  readonly hint: string;
}

/** The engine cannot be spoken to; every pattern stands at the start of a line. */
export const DAEMON_ERRORS: readonly EngineErrorRow[] = [
  {
    id: "permission",
    pattern: /^(?:Got )?permission denied while trying to connect/,
    meaning: "daemon-permission-denied",
    hint: "Add this user to the group of the engine's socket (usually `docker`) and log in again",
  },
  {
    id: "context",
    pattern:
      /^(?:Failed to initialize: )?unable to resolve docker endpoint|^context "[^"]*" does not exist|^invalid bind address format|^unable to parse docker host/,
    meaning: "unreachable",
    hint: "Check DOCKER_HOST, DOCKER_CONTEXT and the TLS files of the endpoint",
  },
  {
    id: "api-version",
    pattern: /^client version [\d.]+ is too (?:new|old)/,
    meaning: "unreachable",
    hint: "Unset DOCKER_API_VERSION, or use a client and an engine of closer versions",
  },
  {
    id: "unreachable",
    pattern:
      /^Cannot connect to (?:the Docker daemon|Podman)|^failed to connect to the docker API|^error during connect:|^unable to connect to Podman|^request returned .* for API route|^invalid character .* looking for beginning of value$/i,
    meaning: "unreachable",
    hint: "Start the engine, or check the endpoint in DOCKER_HOST or the docker context",
  },
  {
    id: "cut",
    pattern: /^unexpected EOF$|^error waiting for container:.*(?:EOF|connection)/,
    meaning: "unreachable",
    hint: "The connection to the engine broke off: look at the engine's own log",
  },
];

const REFUSED_ERRORS: readonly EngineErrorRow[] = [
  {
    id: "no-manager",
    pattern: /^This node is not (?:a|part of a) swarm|is not a swarm manager/i,
    meaning: "refused",
    hint:
      "Let DOCKER_HOST or the docker context lead to a manager of a swarm (docker swarm init makes one)",
  },
  {
    id: "swarm-request",
    pattern: /^rpc error: code = (?:InvalidArgument|AlreadyExists|NotFound|FailedPrecondition)/,
    meaning: "refused",
    hint: "The swarm does not take this request: change what it names",
  },
  {
    id: "mount-not-shared",
    pattern: /^mounts denied:|is not shared from the host|not shared from OS X/i,
    meaning: "mount-unusable",
    hint:
      "Let the engine see this folder (file sharing in its settings), or use an engine on this machine",
  },
  {
    id: "mount-source",
    pattern: /bind source path does not exist|^statfs .*no such file or directory/,
    meaning: "refused",
    hint: "Check the source of the mount: it must exist where the engine runs",
  },
  {
    id: "mount",
    pattern:
      /^invalid mount config|for "?--mount"? flag|mount a directory onto a file|error mounting .*not a directory|^Duplicate mount point|duplicate mount destination|^invalid mount path|^invalid container path|invalid mount option|includes invalid characters for a local volume name/i,
    meaning: "refused",
    hint: "Check the mounts: source and target must be of one kind, targets absolute and different",
  },
  {
    id: "reference",
    pattern: /(?:^|: )invalid reference format|^repository name .*must be lowercase/,
    meaning: "refused",
    hint: "Check the name of the image",
  },
  {
    id: "flag",
    pattern: /^unknown (?:shorthand )?flag|^flag needs an argument|^unknown command/,
    meaning: "refused",
    hint: "This client does not know the option: use a newer one, or another --docker-bin",
  },
  {
    id: "flag-value",
    pattern: /^invalid argument .* for "?-/,
    meaning: "refused",
    hint: "Check the value of the setting",
  },
  {
    id: "limits",
    pattern:
      /^Minimum memory|^Range of CPUs|^You should always set the Memory limit|^SHM size|^invalid size|^unable to translate --shm-size|^invalid value for |setting rlimit|^ulimit option|^invalid CPU|memory limit too low/i,
    meaning: "refused",
    hint: "Check memory, cpus, shm-size, pids-limit and ulimits against what this engine offers",
  },
  {
    id: "user",
    pattern: /unable to find (?:user|group) |no matching entries in (?:passwd|group) file/,
    meaning: "refused",
    hint: "Use a user that the image knows, or a number",
  },
  {
    id: "network",
    pattern: /^network \S+ not found|^No such network|unable to find network|network not found/i,
    meaning: "refused",
    hint: "Create the network, or use `none`, `host` or `bridge`",
  },
  {
    id: "workdir",
    pattern:
      /^Cannot mkdir: |^workdir .*does not exist|^the working directory .* is invalid|^lstat .*: not a directory$/i,
    meaning: "refused",
    hint: "Use an absolute path in the container that is a folder",
  },
  {
    id: "device",
    pattern: /error gathering device information|could not select device driver/,
    meaning: "refused",
    hint: "This engine has no such device",
  },
  {
    id: "log-driver",
    pattern: /^error looking up logging plugin|invalid log driver/,
    meaning: "refused",
    hint: "Use a log driver that this engine has, such as json-file",
  },
  {
    id: "signal",
    pattern: /^invalid signal/i,
    meaning: "refused",
    hint: "Use a signal such as TERM or KILL",
  },
  {
    id: "exec",
    pattern:
      /exec: .*(?:no such file or directory|executable file not found|permission denied|is a directory)|executable file `?[^`]*`? ?not found|exec format error/,
    meaning: "refused",
    hint: "The image must hold an executable /bin/sh and the programs of the command",
  },
];

const OTHER_ERRORS: readonly EngineErrorRow[] = [
  {
    id: "disk-full",
    pattern: /no space left on device|disk quota exceeded/,
    meaning: "by-verb",
    hint: "Free space on the disk of the engine (docker system df)",
  },
  {
    id: "name-conflict",
    pattern: /^Conflict\. The container name|name "?\S+"? is already in use by/,
    meaning: "container-create-failed",
    hint: "Remove the container of that name",
  },
  {
    id: "image-missing",
    pattern:
      /^(?:no such image|No such image)|^Unable to find image|: image not known|^image not known/,
    meaning: "image-missing",
    hint: "Pull or build the image first, or allow it with --pull missing",
  },
  {
    id: "container-gone",
    pattern:
      /(?:^|: )No such (?:container|object)|no container with name or ID|no such container|^container "[^"]*" does not exist/,
    meaning: "container-lost",
    hint: "The container was removed by someone else",
  },
  {
    id: "init-missing",
    pattern: /container-init binary not found|docker-init.*not found|lookup init binary/i,
    meaning: "by-verb",
    hint: "Install the engine's init (docker-init, tini or catatonit)",
  },
];

/** What any call may answer, most specific first; the order decides. */
export const ENGINE_ERRORS: readonly EngineErrorRow[] = [
  ...DAEMON_ERRORS,
  ...REFUSED_ERRORS,
  ...OTHER_ERRORS,
];
