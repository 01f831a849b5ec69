/** How long a screen is waited for, on a machine that is busy with other things. */
const PATIENCE_MS = 60_000;
const POLL_MS = 50;

/** What runs on the screen, and how large that is. */
export interface ScreenRequest {
  readonly columns: number;
  readonly rows: number;
  /** Absolute folder to start in. */
  readonly cwd: string;
  /** A line for sh. */
  readonly command: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A real terminal that can be looked at; its own server, gone at the end of its scope. */
export interface Screen extends AsyncDisposable {
  /** What stands on it now, lines without what is blank at their ends. */
  look(): Promise<string>;
  /** Also what was scrolled away. */
  lookBack(): Promise<string>;
  /** Waits until it shows what is asked for, and gives it; throws with the screen where it never does. */
  until(isShown: (screen: string) => boolean): Promise<string>;
  resize(columns: number, rows: number): Promise<void>;
  /** Types keys as tmux names them: text, `Enter`, `Tab`. */
  type(...keys: readonly string[]): Promise<void>;
}

/** Opens a terminal of that size in a tmux server of its own, with UTF-8, and starts a command there. */
export async function openScreen(
  { columns, rows, cwd, command, env = {} }: ScreenRequest,
): Promise<Screen> {
  // A socket of its own: tmux leaves it behind, so it goes with its folder.
  const home = await Deno.makeTempDir({ prefix: "qa-tmux-" });
  const call = (...args: readonly string[]) => tmux(`${home}/socket`, args);
  const words = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const size = ["-x", `${columns}`, "-y", `${rows}`];
  // What has ended stays on the screen, to be looked at.
  const start = ["new-session", "-d", ...size, "-c", cwd, "env", ...words, "sh", "-c", command];
  await call("-f", "/dev/null", ...start, ";", "set-option", "-g", "remain-on-exit", "on");
  const look = async (): Promise<string> => trimScreen(await call("capture-pane", "-p"));
  return {
    look,
    lookBack: async () => trimScreen(await call("capture-pane", "-p", "-S", "-")),
    until: async (isShown) => {
      const endMs = performance.now() + PATIENCE_MS;
      for (;;) {
        const screen = await look();
        if (isShown(screen)) return screen;
        if (performance.now() > endMs) throw new Error(`never shown; the screen is:\n${screen}`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
    resize: async (width, height) => {
      await call("resize-window", "-x", `${width}`, "-y", `${height}`);
    },
    type: async (...keys) => {
      await call("send-keys", ...keys);
    },
    [Symbol.asyncDispose]: async () => {
      await call("kill-server").catch(() => "");
      await Deno.remove(home, { recursive: true });
    },
  };
}

async function tmux(socket: string, args: readonly string[]): Promise<string> {
  const command = new Deno.Command("tmux", {
    args: ["-u", "-S", socket, ...args],
    env: { LC_ALL: "C.UTF-8", TMUX: "" },
    stdin: "null",
  });
  const { success, stdout, stderr } = await command.output();
  if (!success) throw new Error(`tmux ${args[0]}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}

function trimScreen(text: string): string {
  return text.replace(/[ \t]+$/gm, "").trimEnd();
}
