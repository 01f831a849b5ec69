import { join } from "@std/path";
import type { ContainerConfig } from "../model/config.ts";
import type { BuildSettings } from "../model/plan.ts";
import { type Picked, pickSetting } from "./pick_setting.ts";
import type { PlanInput, Section } from "./plan_input.ts";

/** A reference, or the recipe of an image. */
export type ImageChoice = { readonly image: string; readonly build: null } | {
  readonly image: null;
  readonly build: BuildSettings;
};

/** The image to run: named, built as configured, built from a Dockerfile that was found, or none. */
export function pickImage(
  input: PlanInput,
  sections: readonly Section[],
  name: string,
): Picked<ImageChoice | null> {
  const found = input.hasDockerfile;
  return pickSetting<ImageChoice | null>(input, {
    name,
    flag: "image",
    read: (image) => ({ image, build: null }),
    configured: sections.flatMap(({ at, values }) => [
      {
        pointer: [...at, "image"],
        value: values.image === undefined ? undefined : { image: values.image, build: null },
      },
      {
        pointer: [...at, "build"],
        value: values.build && { image: null, build: buildOf(input.root, values.build) },
      },
    ]),
    otherwise: found === null
      ? null
      : { image: null, build: buildOf(input.root, { context: ".", dockerfile: found }) },
    ...(found === null ? {} : { detected: found }),
    show: (choice) => choice === null ? "none" : choice.image ?? sayBuild(input.root, choice.build),
  });
}

function buildOf(root: string, build: NonNullable<ContainerConfig["build"]>): BuildSettings {
  const context = join(root, build.context);
  return {
    context,
    dockerfile: build.dockerfile === undefined ? null : join(context, build.dockerfile),
    target: build.target ?? null,
    args: build.args ?? {},
  };
}

function sayBuild(root: string, { context, dockerfile }: BuildSettings): string {
  const file = dockerfile ?? join(context, "Dockerfile");
  return `built from ${file.startsWith(root) ? file.slice(root.length + 1) : file}`;
}
