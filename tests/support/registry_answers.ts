import { encode, type RegistryImage } from "./registry_image.ts";

/** What can be wrong with a registry; `none` serves the image. */
export type RegistryFault =
  | "none"
  /** The tag, or the whole repository, is not there. */
  | "m404"
  | "n404"
  | "u401"
  | "d403"
  | "t429"
  /** The same, telling to wait longer than anybody would. */
  | "t429-long"
  | "s500"
  | "s503"
  /** A login page instead of a registry. */
  | "html"
  /** Breaks off before it answers about the manifest. */
  | "eof"
  /** Accepts, and never answers about the manifest. */
  | "hang"
  /** The image is only there for a machine that nobody has. */
  | "platform"
  /** The new layer comes slowly, in half, not at all, wrong, or is lost. */
  | "slow"
  | "truncated"
  | "stuck"
  | "corrupt"
  | "blob404";

/** What goes back over the wire. */
export interface RegistryAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** How it goes wrong on the wire; null when all is sent at once. */
  readonly breaks: "before-head" | "silent" | "in-body" | "silent-in-body" | "drips" | null;
}

const MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  429: "Too Many Requests",
  503: "Service Unavailable",
};

/** Answers of the API with which a registry refuses, in the words of real ones. */
const REFUSALS: Readonly<Partial<Record<RegistryFault, readonly [number, string, string]>>> = {
  "m404": [404, "MANIFEST_UNKNOWN", "manifest unknown"],
  "n404": [404, "NAME_UNKNOWN", "repository name not known to registry"],
  "u401": [401, "UNAUTHORIZED", "authentication required"],
  "d403": [403, "DENIED", "requested access to the resource is denied"],
  "t429": [429, "TOOMANYREQUESTS", "You have reached your pull rate limit."],
  "t429-long": [429, "TOOMANYREQUESTS", "retry-after: 2h30m, allowed: 100/6h"],
  "s503": [503, "UNAVAILABLE", "service unavailable"],
};

/** The answer to one request, as the fault of this pull says. */
export function answerRegistry(
  { method, path, image, fault }: {
    method: string;
    path: string;
    image: RegistryImage;
    fault: RegistryFault;
  },
): RegistryAnswer {
  if (method !== "GET" && method !== "HEAD") return json(405, {});
  if (path === "/v2/") return json(200, {});
  if (path.includes("/manifests/")) return answerManifest(image, fault);
  const digest = path.split("/blobs/")[1] ?? "";
  const blob = image.blobs.get(digest);
  if (blob === undefined) return json(404, errors("BLOB_UNKNOWN", "blob unknown to registry"));
  return digest === image.freshLayer
    ? answerLayer(blob, fault)
    : ok(blob, "application/octet-stream");
}

function answerManifest(image: RegistryImage, fault: RegistryFault): RegistryAnswer {
  const refusal = REFUSALS[fault];
  if (refusal) {
    const [status, code, message] = refusal;
    const headers = { "WWW-Authenticate": 'Basic realm="registry"' };
    return { ...json(status, errors(code, message)), ...(status === 401 ? { headers } : {}) };
  }
  const whole = ok(image.manifest, MANIFEST);
  switch (fault) {
    case "s500":
      return {
        ...ok(encode("oops"), "text/plain"),
        status: 500,
        statusText: "Internal Server Error",
      };
    case "html":
      return ok(new TextEncoder().encode("<html>Please log in</html>"), "text/html");
    case "eof":
      return { ...whole, breaks: "before-head" };
    case "hang":
      return { ...whole, breaks: "silent" };
    case "platform":
      return ok(encode(listForNobody(image)), LIST);
    default:
      return whole;
  }
}

function answerLayer(blob: Uint8Array, fault: RegistryFault): RegistryAnswer {
  const whole = ok(blob, "application/octet-stream");
  switch (fault) {
    case "slow":
      return { ...whole, breaks: "drips" };
    case "truncated":
      return { ...whole, breaks: "in-body" };
    case "stuck":
      return { ...whole, breaks: "silent-in-body" };
    case "corrupt":
      return { ...whole, body: blob.map((byte, at) => at < blob.length / 2 ? byte : 0) };
    case "blob404":
      return json(404, errors("BLOB_UNKNOWN", "blob unknown to registry"));
    default:
      return whole;
  }
}

/** IBM's mainframe: none of the machines that run these tests. */
function listForNobody(image: RegistryImage): object {
  const [digest = ""] = image.blobs.keys();
  const platform = { architecture: "s390x", os: "linux" };
  const manifests = [{ mediaType: MANIFEST, size: image.manifest.length, digest, platform }];
  return { schemaVersion: 2, mediaType: LIST, manifests };
}

function ok(body: Uint8Array, type: string): RegistryAnswer {
  const headers = { "Content-Type": type };
  return { status: 200, statusText: "OK", headers, body, breaks: null };
}

function json(status: number, value: object): RegistryAnswer {
  return {
    ...ok(encode(value), "application/json"),
    status,
    statusText: STATUS_TEXTS[status] ?? "OK",
  };
}

function errors(code: string, message: string): object {
  return { errors: [{ code, message, detail: null }] };
}
