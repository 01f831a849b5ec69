import { assert, assertEquals } from "@std/assert";
import { type ImageWish, restoreImage } from "../../../lib/plan/restore_image.ts";
import { SAMPLE_CONTAINER } from "../../support/sample_plan.ts";

const ID = `sha256:${"1".repeat(64)}`;
const HASH = `@sha256:${"2".repeat(64)}`;
const ENVIRONMENT: ImageWish["environment"] = {
  image: "example/app:1",
  image_id: ID,
  image_digest: `example/app${HASH}`,
};

/** What becomes of an image: what is pinned, and how many differences are told. */
function restored(
  image: string | null,
  changes: Partial<ImageWish["environment"]>,
  more: Partial<ImageWish> = {},
) {
  const environment = { ...ENVIRONMENT, ...changes };
  const wish = { reference: null, environment, isSet: false, present: new Set<string>(), ...more };
  const { settings, pinned, differences } = restoreImage({ ...SAMPLE_CONTAINER, image }, wish);
  assertEquals(settings.image, pinned ?? image);
  return [pinned, differences.length];
}

Deno.test("restoreImage() pins the same reference to the recorded digest", () => {
  assertEquals(restored("example/app:1", {}), [`example/app${HASH}`, 0]);
  assertEquals(
    restored("docker.io/library/app:1", { image: "app:1", image_digest: `app${HASH}` }),
    [
      `app${HASH}`,
      1,
    ],
  );
});

Deno.test("restoreImage() pins another tag of the repository, and tells that", () => {
  assertEquals(restored("example/app:2", {}), [`example/app${HASH}`, 1]);
  assertEquals(
    restored("host:5000/app", { image: "host:5000/app:1", image_digest: `host:5000/app${HASH}` }),
    [
      `host:5000/app${HASH}`,
      1,
    ],
  );
});

Deno.test("restoreImage() takes an id only of an image that is here", () => {
  const local = { image_digest: null };
  assertEquals(restored("example/app:1", local), [null, 1]);
  assertEquals(restored("example/app:1", local, { present: new Set([ID]) }), [ID, 0]);
  const always = { ...SAMPLE_CONTAINER, pull: "always" as const };
  const environment = { ...ENVIRONMENT, ...local };
  const wish = { reference: null, environment, isSet: false, present: new Set([ID]) };
  // An id cannot be pulled.
  assertEquals(restoreImage(always, wish).settings.pull, "missing");
});

Deno.test("restoreImage() lets no record bring an image of its own", () => {
  for (
    const odd of [
      `evil/app${HASH}`,
      `evil.example/example/app${HASH}`,
      "--privileged",
      "example/app:latest",
      `example/app${HASH} --privileged`,
    ]
  ) {
    assertEquals(restored("example/app:1", { image_digest: odd }), [null, 1], odd);
  }
  assertEquals(restored("other/app:1", {}), [null, 1]);
  assertEquals(
    restored("example/app:1", { image_id: "../x", image_digest: null }, {
      present: new Set(["../x"]),
    }),
    [
      null,
      1,
    ],
  );
});

Deno.test("restoreImage() leaves an image that a flag names, and one that is built", () => {
  assertEquals(restored("example/app:1", {}, { isSet: true }), [null, 0]);
  assertEquals(restored("example/app:2", {}, { isSet: true }), [null, 1]);
  assertEquals(restored(null, {}), [null, 1]);
  assertEquals(restored("example/app:1", { image: null, image_id: null, image_digest: null }), [
    null,
    0,
  ]);
});

Deno.test("restoreImage() does not pin a suite's own image to that of the run", () => {
  assertEquals(restored("own/app:1", {}, { reference: "own/app:1" }), [null, 0]);
  const wish = {
    reference: "own/app:2",
    environment: ENVIRONMENT,
    isSet: false,
    present: new Set<string>(),
  };
  const { differences } = restoreImage({ ...SAMPLE_CONTAINER, image: "own/app:1" }, wish);
  assert(differences.length === 1);
});

Deno.test("restoreImage() takes an id that a replay's record tells for the name that means it here", () => {
  const environment = { image: ID, image_id: ID, image_digest: null };
  const present = new Set([ID]);
  assertEquals(restored("example/app:1", environment, { present, currentId: ID }), [ID, 0]);
  assertEquals(
    restored("example/app:1", environment, { present, currentId: ID, isSet: true }),
    [null, 0],
  );
  // The id of anything else on this machine is an image of the record's own.
  const other = `sha256:${"3".repeat(64)}`;
  assertEquals(restored("example/app:1", environment, { present, currentId: other }), [null, 1]);
  assertEquals(restored("example/app:1", environment, { present }), [null, 1]);
});

Deno.test("restoreImage() does not say that an image is not here where no engine was there to say so", () => {
  const environment = { ...ENVIRONMENT, image_digest: null };
  const [away, unknown] = [new Set<string>(), null].map((present) => {
    const wish = { reference: null, environment, isSet: false, present };
    return restoreImage({ ...SAMPLE_CONTAINER, image: "example/app:1" }, wish).differences[0]
      ?.effect;
  });
  assert(away?.startsWith("The exact image cannot be had"), away);
  assert(unknown?.startsWith("No engine answers here"), unknown);
});
