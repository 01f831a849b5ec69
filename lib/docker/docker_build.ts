import type { Command } from "../model/command.ts";
import type { BuildSettings } from "../model/plan.ts";
import { readEngineSuccess } from "./read_engine_error.ts";

/** Builds an image and gives it a tag and labels; a failure carries the last lines of the build. */
export function dockerBuild(
  bin: string,
  settings: BuildSettings,
  tag: string,
  timeoutMs: number,
  labels: Readonly<Record<string, string>> = {},
): Command<void> {
  return {
    argv: [
      bin,
      "build",
      "--force-rm",
      ...buildFlags(settings, tag, labels),
      "--",
      settings.context,
    ],
    timeoutMs,
    read: (output) => readEngineSuccess("build", output),
  };
}

function buildFlags(
  settings: BuildSettings,
  tag: string,
  labels: Readonly<Record<string, string>>,
): readonly string[] {
  return [
    `--tag=${tag}`,
    ...(settings.dockerfile === null ? [] : [`--file=${settings.dockerfile}`]),
    ...(settings.target === null ? [] : [`--target=${settings.target}`]),
    ...Object.entries(settings.args).map(([name, value]) => `--build-arg=${name}=${value}`),
    ...Object.entries(labels).map(([name, value]) => `--label=${name}=${value}`),
  ];
}
