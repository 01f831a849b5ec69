import type { Host } from "../host/host.ts";
import type { DoctorFacts, DoctorImage } from "../model/doctor.ts";
import type { Plan } from "../model/plan.ts";
import { buildTag } from "./build_tag.ts";
import type { DoctorView } from "./doctor_container.ts";
import { isProgramHere } from "./doctor_facts.ts";
import type { Readiness } from "./ready_images.ts";
import { imageReference } from "./run_suite.ts";

/** The same plan, for which nobody fetches or builds an image. */
export function withoutFetching(plan: Plan): Plan {
  const suites = plan.suites.map((suite) => {
    const { container } = suite;
    if (container === null) return suite;
    const image = container.image ?? (container.build === null ? null : buildTag(plan));
    return { ...suite, container: { ...container, image, build: null, pull: "never" as const } };
  });
  return { ...plan, suites };
}

/** Each image once, as the plan wants it: what is missing may be fetched, built, or nothing of that. */
export function imagesOf(plan: Plan, { images, fallback }: Readiness): readonly DoctorImage[] {
  const told = new Map<string, DoctorImage>();
  if (fallback !== null && fallback.reason !== "image-missing") return [];
  for (const { container } of plan.suites) {
    if (container === null) continue;
    const reference = imageReference(container, buildTag(plan));
    const state = images.get(reference);
    if (told.has(reference) || (container.image === null && container.build === null)) continue;
    if (state?.ok) told.set(reference, { reference, state: "present", why: "", hint: "" });
    else {
      const { detail: why = "", hint = "" } = state?.ok === false ? state.error : fallback ?? {};
      const obtained = container.build !== null
        ? "build"
        : container.pull === "never"
        ? "missing"
        : "pull";
      told.set(reference, { reference, state: obtained, why, hint });
    }
  }
  return [...told.values()];
}

/** The program of every suite in each of its places, and whether it is there. */
export async function listPrograms(
  host: Host,
  plan: Plan,
  seen: DoctorView | null,
): Promise<DoctorFacts["programs"]> {
  const all = await Promise.all(plan.suites.map(async (suite) => {
    const { name, required, full, failsafe, container } = suite;
    const program = full.argv[0] ?? "";
    const isSame = seen !== null && (container?.image ?? "") === seen.inside?.image;
    const inside = { suite: name, required, place: "container" as const, program };
    const local = failsafe === null ? [] : [{
      ...{ suite: name, required, place: "failsafe" as const, program: failsafe.argv[0] ?? "" },
      isThere: await isProgramHere(host, plan, failsafe),
    }];
    const isThere = isSame ? seen.programs.get(program) ?? null : null;
    return [
      ...container === null || plan.mode === "failsafe" ? [] : [{ ...inside, isThere }],
      ...local,
    ];
  }));
  return all.flat();
}
