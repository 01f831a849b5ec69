import type { DirEntry, Host } from "../host/host.ts";

/** No more names of a folder are looked at than this, and no more are told. */
const LOOKED_AT = 10_000;
const TOLD = 20;
const NAME_CHARS = 80;
/** Sizes are only asked for so many files. */
const WEIGHED = 200;
/** Nothing that is read of a box may be larger. */
const LARGE_BYTES = 4 * 1024 ** 3;

/**
 * What tests have left in the folder of theirs that no tool leaves there: links, devices and the like,
 * names that no terminal should see, files larger than any that is read, more names than anybody counts.
 * Each as words for people, at most 21 of them. Nothing is opened and no link is followed; names are
 * JSON strings.
 */
export async function listPlanted(host: Host, folder: string): Promise<readonly string[]> {
  const listed = await host.files.list(folder, LOOKED_AT + 1);
  if (!listed.ok) {
    if (listed.error.kind === "file" && listed.error.code === "not-found") return [];
    return ["the folder itself: it cannot be listed any more"];
  }
  const odd = listed.value.flatMap((entry) => {
    const why = describeOdd(entry);
    return why === null ? [] : [`${showName(entry.name)}: ${why}`];
  });
  const all = [...odd, ...await listLarge(host, folder, listed.value)];
  const rest = all.length - TOLD;
  return [
    ...(listed.value.length > LOOKED_AT ? [`more than ${LOOKED_AT} names`] : []),
    ...all.slice(0, TOLD),
    ...(rest > 0 ? [`${rest} more`] : []),
  ].slice(0, TOLD + 2);
}

function describeOdd({ name, kind }: DirEntry): string | null {
  if (kind === "link") return "a link";
  if (kind === "other") return "neither a file nor a folder";
  return UNSEEN.test(name) ? "characters in its name that cannot be seen" : null;
}

/** Control characters, those that turn the direction of writing, and bytes that were no text. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/u;

async function listLarge(
  host: Host,
  folder: string,
  entries: readonly DirEntry[],
): Promise<readonly string[]> {
  const files = entries.filter(({ kind }) => kind === "file").slice(0, WEIGHED);
  const sizes = await Promise.all(files.map(({ name }) => host.files.stat(`${folder}/${name}`)));
  return files.flatMap(({ name }, at) => {
    const bytes = sizes[at]?.sizeBytes ?? 0;
    return bytes > LARGE_BYTES ? [`${showName(name)}: ${bytes} bytes`] : [];
  });
}

function showName(name: string): string {
  const visible = JSON.stringify(name.length > NAME_CHARS ? `${name.slice(0, NAME_CHARS)}…` : name);
  return visible.replace(
    new RegExp(UNSEEN, "gu"),
    (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
