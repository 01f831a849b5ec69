import { err, ok, type Result } from "./result.ts";

/** A mount as it was written, target normalized. */
export interface MountText {
  /** Path on the host, as written. */
  readonly source: string;
  /** Absolute path inside the container. */
  readonly target: string;
  readonly readOnly: boolean;
}

/** `host:container[:ro|rw]`, where the host part may begin with a drive letter. */
const SPELLING = /^((?:[A-Za-z]:)?[^:]+):([^:]+?)(?::(ro|rw))?$/;
/** Whole trees of the container that belong to the kernel. */
const KERNEL_TREES = ["/proc", "/sys", "/dev"];

/** Reads `<host>:<container>[:ro]`; refuses targets that would hide the system. What the source is, the disk tells. */
export function parseMount(text: string): Result<MountText, string> {
  const [, source, target, access] = SPELLING.exec(text) ?? [];
  const name = JSON.stringify(text);
  if (source === undefined || target === undefined || hasControl(text)) {
    return err(`${name} is not a mount; write <host>:<container>[:ro]`);
  }
  const fault = faultOfContainerPath(target);
  if (fault !== null) return err(`${name} is refused: ${fault}`);
  return ok({ source, target: normalize(target), readOnly: access === "ro" });
}

/** Why a project or folder cannot be mounted at this path of a container, or null when it can. */
export function faultOfContainerPath(path: string): string | null {
  const name = JSON.stringify(path);
  if (!path.startsWith("/")) return `${name} must be an absolute path in the container`;
  if (hasControl(path) || path.includes(":")) return `${name} holds a character no mount can have`;
  if (path.split("/").includes("..")) return `${name} must not contain ".."`;
  const plain = normalize(path);
  if (plain === "/" || plain === "/etc") return `${name} would hide the system of the container`;
  const tree = KERNEL_TREES.find((root) => plain === root || plain.startsWith(`${root}/`));
  return tree === undefined ? null : `${tree} in the container belongs to the kernel`;
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function normalize(path: string): string {
  return `/${path.split("/").filter((part) => part !== "" && part !== ".").join("/")}`;
}
