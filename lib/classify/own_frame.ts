import type { FailureText } from "../model/failure_account.ts";
import type { Frame, TraceHome } from "../model/trace.ts";

/** A frame whose path was told from the root, and whether it is the project's own code. */
export interface PlacedFrame extends Frame {
  readonly isOwn: boolean;
  /** It stands in the file (or the class) of the test itself. */
  readonly isTest: boolean;
}

/** Folders of other people's code, wherever they stand in a path. */
const FOREIGN_FOLDER =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|_pytest|\.cargo\/registry|rustlib|go\/pkg\/mod|\.deno|\.yarn|vendor\/bundle|__pypackages__)\//;
/** Beginnings of paths that belong to a runtime, a system or the net. */
const FOREIGN_START =
  /^(?:node:|internal\/|ext:|deno:|https?:|jsr:|npm:|data:|webpack|<|\/rustc\/|\/usr\/(?:lib|lib64|share|include|local)\/|\/opt\/hostedtoolcache\/|\/nix\/store\/|\/root\/\.cache\/|_testmain\.go$)/;
/** Classes of the JVM's libraries and test tools. */
const FOREIGN_CLASS =
  /^(?:java|javax|jdk|sun|com\.sun|kotlin|scala|groovy|junit|worker|org\.(?:junit|testng|gradle|apache\.maven|codehaus|assertj|hamcrest|mockito|opentest4j|scalatest|spockframework|springframework))\./;

/** Tells every frame's path from the root, and which of them are the project's own. */
export function placeFrames(
  frames: readonly Frame[],
  text: Pick<FailureText, "file" | "class">,
  home: TraceHome,
): readonly PlacedFrame[] {
  const bases = [...home.bases, ...seenBases(frames, text.file)];
  return frames.map((frame) => {
    const file = fromRoot(frame.file, text.file, { cwd: home.cwd, bases });
    const isJvm = /\.(?:java|kt|scala|groovy)$/.test(file);
    const isForeign = isJvm ? FOREIGN_CLASS.test(frame.function) : isForeignPath(file, bases);
    return { ...frame, file, isOwn: !isForeign, isTest: !isForeign && isOfTest(file, frame, text) };
  });
}

/** Where a trace tells the test's own file by an absolute path, the root stands before it. */
function seenBases(frames: readonly Frame[], file: string): readonly string[] {
  if (file === "") return [];
  const absolute = frames.find((frame) =>
    frame.file.endsWith(`/${file}`) && frame.file.startsWith("/")
  );
  const base = absolute?.file.slice(0, -file.length - 1) ?? "";
  return base === "" ? [] : [base];
}

function fromRoot(told: string, testFile: string, { cwd, bases }: TraceHome): string {
  const base = bases.find((one) => told.startsWith(`${one}/`));
  const file = (base === undefined ? told : told.slice(base.length + 1)).replace(/^(?:\.\/)+/, "");
  if (base !== undefined || file.startsWith("/") || FOREIGN_START.test(file)) return file;
  // Some tools tell no folder at all, others tell paths from the folder of the suite.
  if (testFile.endsWith(`/${file}`)) return testFile;
  const isFromFolder = cwd !== "." && !file.startsWith(`${cwd}/`) && !file.startsWith("../");
  return isFromFolder ? `${cwd}/${file}` : file;
}

function isForeignPath(file: string, bases: readonly string[]): boolean {
  const isOutside = bases.length > 0 &&
    (/^(?:\/|[A-Za-z]:\\)/.test(file) || file.startsWith("../"));
  return isOutside || FOREIGN_START.test(file) || FOREIGN_FOLDER.test(file);
}

/** By its file; where a report tells none, by the module or the class that the test belongs to. */
function isOfTest(
  file: string,
  frame: Frame,
  text: Pick<FailureText, "file" | "class">,
): boolean {
  if (text.file !== "") return file === text.file;
  if (text.class === "") return false;
  if (frame.function.startsWith(`${text.class}.`)) return true;
  const module = file.replace(/\.\w+$/, "").replaceAll("/", ".");
  return text.class === module || text.class.startsWith(`${module}.`);
}
