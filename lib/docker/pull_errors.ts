import type { EngineErrorRow } from "./engine_errors.ts";

/** Answers of registries; only looked at when an image was pulled. */
export const PULL_ERRORS: readonly EngineErrorRow[] = [
  {
    id: "rate-limit",
    pattern: /toomanyrequests|\b429\b/i,
    meaning: "image-pull-failed",
    hint: "The registry limits pulls: log in, wait, or use a mirror",
  },
  {
    id: "platform",
    pattern:
      /no matching manifest for|no image found in (?:manifest list|image index)|does not match the specified platform/,
    meaning: "image-pull-failed",
    hint: "The image has no variant for this platform: check DOCKER_DEFAULT_PLATFORM",
  },
  {
    id: "auth",
    pattern:
      /unauthorized|authentication required|pull access denied|no basic auth credentials|\bdenied\b/i,
    meaning: "image-pull-failed",
    hint: "Log in to the registry, and check the name of the image",
  },
  {
    id: "not-found",
    pattern:
      /manifest unknown|name unknown|manifest for .* not found|repository .* not found|: not found$/i,
    meaning: "image-pull-failed",
    hint: "Check the name and the tag of the image",
  },
  {
    id: "corrupt",
    pattern:
      /verification failed|unexpected EOF|byte range request|invalid character|digest did not match/i,
    meaning: "image-pull-failed",
    hint: "The registry sent a broken image: try again, or look at proxies on the way",
  },
  {
    id: "registry-unreachable",
    pattern:
      /dial tcp|no such host|i\/o timeout|connection refused|TLS handshake|x509|: EOF$|HTTP status: 5\d\d|pinging container registry/i,
    meaning: "image-pull-failed",
    hint: "Check the network, or use an image that is already here (--pull never)",
  },
];
