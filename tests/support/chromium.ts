import { onCleanup } from "./on_cleanup.ts";
import { openProtocol, type Protocol } from "./devtools.ts";

/** Chromium takes long to start on a machine that has much else to do. */
const START_MS = 90_000;
const WAIT_MS = 60_000;
const POLL_MS = 25;

/** A browser without a window, ended with its scope. */
export interface Chromium extends AsyncDisposable {
  /** Opens a file or an address, and waits until it is loaded. */
  open(url: string, options?: PageOptions): Promise<BrowserPage>;
}

/** How a page is looked at. */
export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colours?: "light" | "dark";
  /** False: the page runs no script. */
  readonly script?: boolean;
}

/** A page that is open, and everything that was said against it. */
export interface BrowserPage {
  /** Errors and warnings of its console, exceptions, and what its policy refused. */
  readonly complaints: readonly string[];
  /** Addresses that were asked for beside its own. */
  readonly requests: readonly string[];
  /** Value of an expression in the page. */
  look<T>(expression: string): Promise<T>;
  /** Waits until an expression is true. */
  until(expression: string): Promise<void>;
  /** Clicks the middle of an element, as a person does. */
  click(selector: string): Promise<void>;
  type(text: string): Promise<void>;
  /** A key by its name, such as `Tab` or `Enter`. */
  press(key: string): Promise<void>;
  /** The page as PNG; all of it unless only what is seen is asked for. */
  picture(part?: "all" | "seen"): Promise<Uint8Array>;
  pdf(): Promise<Uint8Array>;
  send(method: string, params?: object): Promise<Record<string, unknown>>;
}

/** Starts the browser with a profile of its own; its processes are ended by their ids. */
export async function openChromium(program = "chromium"): Promise<Chromium> {
  const profile = await Deno.makeTempDir({ prefix: "qa-chromium-" });
  const child = new Deno.Command(program, {
    args: [
      ...["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
      ...["--no-first-run", "--disable-extensions", "--disable-background-networking"],
      ...["--disable-component-update", "--disable-sync", "--remote-debugging-port=0"],
      ...[`--user-data-dir=${profile}`, "about:blank"],
    ],
    env: { HOME: profile, DBUS_SESSION_BUS_ADDRESS: "disabled:" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const told = listen(child.stderr);
  const kill = async (): Promise<void> => {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await child.status;
    await told.over;
    await removeProfile(profile);
  };
  try {
    const protocol = await openProtocol(await within(told.address, START_MS, "Chromium's address"));
    const close = async (): Promise<void> => {
      await protocol.send("Browser.close").catch(() => {});
      await protocol.close();
      await kill();
    };
    return { open: (url, options = {}) => openPage(protocol, url, options), ...onCleanup(close) };
  } catch (cause) {
    await kill();
    throw cause;
  }
}

/** Children of a killed browser may still write for a moment. */
async function removeProfile(path: string): Promise<void> {
  for (let tries = 0;; tries++) {
    try {
      return await Deno.remove(path, { recursive: true });
    } catch (cause) {
      if (tries > 200) throw cause;
      await pause();
    }
  }
}

function listen(stderr: ReadableStream<Uint8Array>) {
  const { promise: address, resolve, reject } = Promise.withResolvers<string>();
  const over = (async () => {
    let text = "";
    for await (const part of stderr.pipeThrough(new TextDecoderStream())) {
      text = (text + part).slice(-20_000);
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    }
    reject(new Error(`Chromium has ended: ${text}`));
  })();
  // Nobody waits for it any more once the address is known.
  address.catch(() => {});
  return { address, over };
}

async function openPage(
  browser: Protocol,
  url: string,
  { width = 1280, height = 900, colours = "light", script = true }: PageOptions,
): Promise<BrowserPage> {
  const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
  const attached = await browser.send("Target.attachToTarget", { targetId, flatten: true });
  const session = String(attached["sessionId"]);
  const send = (method: string, params: object = {}) => browser.send(method, params, session);
  const complaints: string[] = [];
  const requests: string[] = [];
  let isLoaded = false;
  browser.onEvent(session, (method, params) => {
    if (method === "Page.loadEventFired") isLoaded = true;
    if (method === "Network.requestWillBeSent") {
      const asked = String((params["request"] as { url?: string } | undefined)?.url);
      if (asked !== url && !asked.startsWith(`${url}#`)) requests.push(asked);
    }
    const isSaid = method === "Runtime.consoleAPICalled" &&
      /error|warning/.test(`${params["type"]}`);
    const isLogged = method === "Log.entryAdded";
    if (isSaid || isLogged || method === "Runtime.exceptionThrown") {
      complaints.push(JSON.stringify(params));
    }
  });
  await send("Page.enable");
  await send("Runtime.enable");
  await send("Log.enable");
  await send("Network.enable");
  await send("Emulation.setDeviceMetricsOverride", {
    ...{ width, height, deviceScaleFactor: 1, mobile: false },
  });
  const features = [{ name: "prefers-color-scheme", value: colours }];
  await send("Emulation.setEmulatedMedia", { features });
  if (!script) await send("Emulation.setScriptExecutionDisabled", { value: true });
  await send("Page.navigate", { url });
  await poll(() => Promise.resolve(isLoaded), `${url} to be loaded`);
  const look = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await send("Runtime.evaluate", {
      ...{ expression, returnByValue: true, awaitPromise: true },
    }) as { result: { value: T }; exceptionDetails?: object };
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  };
  return { complaints, requests, look, send, ...means(send, look) };
}

type Send = BrowserPage["send"];

/** What a person does with a page. */
function means(send: Send, look: BrowserPage["look"]) {
  const key = async (type: string, params: object): Promise<void> =>
    void await send("Input.dispatchKeyEvent", { type, ...params });
  return {
    until: (expression: string) => poll(() => look<boolean>(`Boolean(${expression})`), expression),
    async click(selector: string): Promise<void> {
      const { x, y } = await look<{ x: number; y: number }>(`(() => {
        const element = document.querySelector(${JSON.stringify(selector)});
        element.scrollIntoView({ block: "center", behavior: "instant" });
        const box = element.getBoundingClientRect();
        return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
      })()`);
      const mouse = { x, y, button: "left", clickCount: 1 };
      await send("Input.dispatchMouseEvent", { type: "mousePressed", ...mouse });
      await send("Input.dispatchMouseEvent", { type: "mouseReleased", ...mouse });
    },
    type: async (text: string) => void await send("Input.insertText", { text }),
    async press(name: string): Promise<void> {
      const code = KEYS[name] ?? name.toUpperCase().charCodeAt(0);
      const text = name === "Enter" ? "\r" : name.length === 1 ? name : undefined;
      const params = { key: name, windowsVirtualKeyCode: code, ...text !== undefined && { text } };
      await key(text === undefined ? "rawKeyDown" : "keyDown", params);
      await key("keyUp", params);
    },
    async picture(part: "all" | "seen" = "all"): Promise<Uint8Array> {
      const all = part === "all";
      const answer = await send("Page.captureScreenshot", { captureBeyondViewport: all });
      return bytesOf(answer);
    },
    pdf: async () => bytesOf(await send("Page.printToPDF", { printBackground: true })),
  };
}

const KEYS: Readonly<Record<string, number>> = { Tab: 9, Enter: 13, Escape: 27, "/": 191 };

function bytesOf({ data }: Record<string, unknown>): Uint8Array {
  return Uint8Array.from(atob(String(data)), (letter) => letter.charCodeAt(0));
}

async function poll(look: () => Promise<boolean>, what: string): Promise<void> {
  const startMs = performance.now();
  while (!await look()) {
    if (performance.now() - startMs > WAIT_MS) throw new Error(`never seen: ${what}`);
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

async function within<T>(promise: Promise<T>, ms: number, what: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`never seen: ${what}`)), ms);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
