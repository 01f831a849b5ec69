/** What the lines behind a result tell. */
export interface TapWords {
  readonly message: string;
  /** 1-based line of the failure, or null. */
  readonly line: number | null;
  readonly durationMs: number | null;
}

const BATS_PLACE = /^\((?:in test file|from function .* in (?:test )?file) .*, line (\d+)/;
const PERL_PLACE = /^\s*at \S+ line (\d+)\.$/m;
const YAML_TIME = /^\s*duration_ms: ([\d.]+)$/m;
const YAML_MESSAGE = /^\s*(?:message|error): *(?:[|>]-?\n\s*)?['"]?(.*?)['"]?$/m;

/** Finds the reason in the diagnostics or the YAML block of a result. */
export function explainTap(details: string): TapWords {
  const lines = details.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const time = YAML_TIME.exec(details)?.[1];
  const bats = lines.map((line) => BATS_PLACE.exec(line)?.[1]).find((line) => line !== undefined);
  const place = bats ?? PERL_PLACE.exec(details)?.[1];
  const told = bats === undefined ? YAML_MESSAGE.exec(details)?.[1] : undefined;
  // bats tells the places first, then the command that failed.
  const first = bats === undefined
    ? lines[0]
    : lines.find((line) => !/^\(|^(from|in) /.test(line) && !BATS_PLACE.test(line));
  return {
    message: (told || first) ?? "",
    line: place === undefined ? null : Number(place),
    durationMs: time === undefined ? null : Number(time),
  };
}
