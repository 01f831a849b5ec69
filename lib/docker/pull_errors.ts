import type { FallbackReason } from "../model/verdict.ts";
import type { EngineErrorRow } from "./engine_errors.ts";

/** One thing that a registry answers, or that happens on the way to it. */
export interface PullErrorRow extends EngineErrorRow {
  readonly meaning: FallbackReason;
  /** True when the next try may be told something else. */
  readonly mayPass: boolean;
}

const IMAGE_HERE = "use an image that is already here (--pull never)";

/** The registry was reached and said no: it will say the same again. */
const REFUSALS: readonly PullErrorRow[] = [
  {
    id: "platform",
    pattern:
      /no matching manifest for|no match for platform in manifest|no image found in (?:manifest list|image index)|does not (?:match|provide) the specified platform/,
    meaning: "image-pull-failed",
    mayPass: false,
    hint: "The image has no variant for this platform: check DOCKER_DEFAULT_PLATFORM",
  },
  {
    id: "credentials",
    pattern: /getting credentials|credential[- ]helper|docker-credential-|credentials store/i,
    meaning: "image-pull-failed",
    mayPass: false,
    hint: "The client cannot read its logins: check credsStore and credHelpers in its config.json",
  },
  {
    id: "auth",
    pattern:
      /unauthorized|authentication required|(?<!permission )\bdenied\b|no basic auth credentials|invalid username\/password|incorrect username or password|HTTP(?: status:?)? 40[13]\b|\b403 Forbidden/i,
    meaning: "image-pull-failed",
    mayPass: false,
    hint: "Log in to the registry (docker login), and check the name of the image for a typo",
  },
  {
    id: "blob-unknown",
    pattern: /blob unknown|unknown blob|reading blob .*404 \(Not Found\)/i,
    meaning: "image-pull-failed",
    mayPass: false,
    hint: "The registry has lost a part of the image: push it again",
  },
  {
    id: "not-found",
    pattern:
      /manifest unknown|name unknown|name not known to registry|manifest for .* not found|repository .* not found|(?:^|: )not found$|\b404 \(?Not Found/i,
    meaning: "image-missing",
    mayPass: false,
    hint: "Check the name and the tag of the image for a typo, or push it first",
  },
];

/** What came is no image, or not the one that was named. */
const DAMAGES: readonly PullErrorRow[] = [
  {
    id: "corrupt",
    pattern:
      /verification failed|byte range request|digest did not match|does not match expected .*(?:digest|sha256)|unexpected commit digest|(?:gzip|archive\/tar): invalid|flate: corrupt/i,
    meaning: "image-pull-failed",
    mayPass: false,
    hint: "The registry sent a broken image: look at proxies on the way, or push it again",
  },
  {
    id: "no-registry",
    pattern:
      /invalid character|unmarshall?ing|(?:unsupported|unexpected|empty) (?:manifest )?(?:media|content)[- ]?type|unsupported manifest format/i,
    meaning: "image-pull-failed",
    mayPass: false,
    hint: "Something else than a registry answered: look at proxies and login pages on the way",
  },
];

/** The registry could not be reached, or broke off. */
const FAILURES: readonly PullErrorRow[] = [
  {
    id: "server-error",
    pattern:
      /HTTP(?: status:?)? 5\d\d\b|status(?: code)?:? 5\d\d\b|\b50[0-4] \(?(?:Internal|Bad|Service|Gateway)|\bunavailable\b|internal server error/i,
    meaning: "image-pull-failed",
    mayPass: true,
    hint: `The registry is in trouble: try again later, or ${IMAGE_HERE}`,
  },
  {
    id: "unknown-host",
    pattern: /no such host/,
    meaning: "image-pull-failed",
    mayPass: false,
    hint: `Check the network and the name of the registry, or ${IMAGE_HERE}`,
  },
  {
    id: "registry-unreachable",
    pattern:
      /dial tcp|i\/o timeout|connection refused|TLS handshake timeout|Client\.Timeout|deadline exceeded|while waiting for connection|network is unreachable|no route to host|server misbehaving/i,
    meaning: "image-pull-failed",
    mayPass: true,
    hint: `Check the network, or ${IMAGE_HERE}`,
  },
  {
    id: "certificate",
    pattern: /x509|certificate|HTTP response to HTTPS client|\btls: /i,
    meaning: "image-pull-failed",
    mayPass: false,
    hint: "The engine does not trust this registry: give it the certificate of its authority",
  },
  {
    id: "cut",
    pattern: /unexpected EOF|(?:^|: )"?EOF"?$|connection reset|broken pipe/i,
    meaning: "image-pull-failed",
    mayPass: true,
    hint: `The connection to the registry broke off: look at proxies on the way, or ${IMAGE_HERE}`,
  },
];

/**
 * Answers of registries, in the words of docker and podman; only looked at when an image was pulled.
 * The most specific come first, because the order decides.
 */
export const PULL_ERRORS: readonly PullErrorRow[] = [
  {
    id: "rate-limit",
    pattern: /toomanyrequests|too many requests|HTTP(?: status:?)? 429\b|status(?: code)?:? 429\b/i,
    meaning: "image-pull-failed",
    mayPass: true,
    hint: "The registry limits pulls: log in (docker login), wait, or use a mirror",
  },
  ...REFUSALS,
  ...DAMAGES,
  ...FAILURES,
];
