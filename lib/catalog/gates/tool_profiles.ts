/** One question to a program that only the real one answers so. */
export interface ToolProbe {
  readonly args: readonly string[];
  /** A line of standard output must match. */
  readonly mustMatch?: string;
  /** No line of either stream may match. */
  readonly mustNotMatch?: string;
}

/** How a tool is known: its version, and what tells it from programs that answer in its name. */
export interface ToolProfile {
  readonly tool: string;
  readonly versionArgs: readonly string[];
  /** Finds the version in its first group, line by line. */
  readonly version: RegExp;
  readonly probes: readonly ToolProbe[];
  /** Keeps it from fetching what a file of the project asks for: a verdict uses no network. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the program's real file must not be called: it would be another program by a link. */
  readonly notNamed?: RegExp;
  /** Answers of other programs, and which they are. */
  readonly impostors?: readonly (readonly [RegExp, string])[];
}

/** Computed, so that a script which prints what it is told to print is no runtime. */
const NODE_PROBE =
  "['qa',6*7,typeof Bun,typeof Deno,process.release.name,process.versions.bun||''].join(':')";

/**
 * rustup answers in the name of cargo and rustc, and installs what rust-toolchain.toml asks for: from
 * 1.28 on it is told not to, and an older one finds no server.
 */
const RUSTUP_OFFLINE = { RUSTUP_AUTO_INSTALL: "0", RUSTUP_DIST_SERVER: "file:///nonexistent" };

/** Every tool that is known without a word in the configuration. */
export const TOOL_PROFILES: readonly ToolProfile[] = [
  {
    tool: "node",
    versionArgs: ["--version"],
    version: /^v(\d+\.\d+\.\d+\S*)$/,
    probes: [{
      args: ["-p", NODE_PROBE],
      mustMatch: "^qa:42:undefined:undefined:node:$",
    }],
    notNamed: /^(?:bun|bunx|deno)(?:\.exe)?$/,
    impostors: [[/^qa:42:(?:object|function):/, "Bun"], [/^qa:42:\w+:object:/, "Deno"]],
  },
  {
    tool: "bun",
    versionArgs: ["--version"],
    version: /^(\d+\.\d+\.\d+\S*)$/,
    probes: [{
      args: [
        "-e",
        "console.log(['qa',6*7,typeof Bun,process.versions.bun===Bun.version].join(':'))",
      ],
      mustMatch: "^qa:42:object:true$",
    }],
    notNamed: /^(?:node|deno)(?:\.exe)?$/,
  },
  {
    tool: "deno",
    versionArgs: ["--version"],
    version: /^deno (\d+\.\d+\.\d+\S*)/,
    probes: [{
      args: [
        ...["eval", "--no-config", "--no-lock"],
        "console.log(['qa',6*7,typeof Deno,typeof Bun].join(':'))",
      ],
      mustMatch: "^qa:42:object:undefined$",
    }],
    notNamed: /^(?:bun|node)(?:\.exe)?$/,
  },
  {
    tool: "python3",
    versionArgs: ["--version"],
    version: /^Python (\d+\.\d+\.\d+\S*)/,
    probes: [{
      args: [
        ...["-I", "-S", "-c"],
        "import sys;print('qa:%d:%s:%d'%(6*7,sys.implementation.name,sys.version_info[0]))",
      ],
      mustMatch: "^qa:42:cpython:3$",
    }],
    impostors: [[/^qa:42:pypy:/, "PyPy"], [/^qa:42:graalpy:/, "GraalPy"]],
  },
  {
    tool: "docker",
    versionArgs: ["--version"],
    version: /^Docker version (\d+\.\d+\.\d+[^\s,]*)/,
    // Podman and nerdctl speak its language and say in their help who they are.
    probes: [{
      args: ["--help"],
      mustMatch: "self-sufficient runtime for containers",
      mustNotMatch: "podman|nerdctl|Manage pods",
    }],
    notNamed: /^(?:podman|nerdctl)(?:-remote)?(?:\.exe)?$/,
    impostors: [[/podman|Manage pods/i, "Podman"], [/nerdctl/i, "nerdctl"]],
  },
  {
    tool: "git",
    versionArgs: ["--version"],
    version: /^git version (\d+\.\d+(?:\.\d+)?(?:-rc\d+)?)/,
    // The name that git alone gives to a text of no length, with SHA-1 or SHA-256.
    probes: [{
      args: ["hash-object", "--stdin"],
      mustMatch: "^(?:e69de29bb2d1d6434b8b29ae775ad8c2e48c5391|" +
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813)$",
    }],
  },
  {
    tool: "go",
    versionArgs: ["version"],
    version: /^go version go(\d+\.\d+(?:\.\d+)?)/,
    probes: [{ args: ["env", "GOVERSION"], mustMatch: "^go1\\." }],
    // A go.mod may ask for a newer toolchain, which go fetches by itself.
    env: { GOTOOLCHAIN: "local", GOPROXY: "off" },
    impostors: [[/gccgo/, "gccgo"]],
  },
  {
    tool: "cargo",
    versionArgs: ["--version"],
    version: /^cargo (\d+\.\d+\.\d+\S*)/,
    probes: [{ args: ["--list"], mustMatch: "^ {4}metadata\\b" }],
    env: RUSTUP_OFFLINE,
  },
  {
    tool: "rustc",
    versionArgs: ["--version"],
    version: /^rustc (\d+\.\d+\.\d+\S*)/,
    probes: [{ args: ["--print", "cfg"], mustMatch: '^target_arch="' }],
    env: RUSTUP_OFFLINE,
  },
  {
    tool: "chromium",
    versionArgs: ["--version"],
    version: /^(?:Chromium|Google Chrome) (\d+(?:\.\d+){1,3})/,
    probes: [{
      args: [
        ...["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"],
        "data:text/html,<script>document.title='qa:'+6*7+':'+typeof chrome</script>",
      ],
      mustMatch: "<title>qa:42:object</title>",
    }],
    notNamed: /firefox/,
  },
];
