const HOST = "[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?";
const PART = "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*";
const TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
const REFERENCE = new RegExp(
  `^(?:${HOST}/)?${PART}(?:/${PART})*(?::${TAG})?(?:@sha256:[0-9a-f]{64})?$`,
);

/** Why a text cannot be the reference of an image (spaces, a leading dash, capitals), or null when it can. */
export function faultOfImage(text: string): string | null {
  const name = JSON.stringify(text);
  if (text.length > 512) return "an image name of more than 512 characters";
  if (/\s/.test(text)) return `${name} is not an image name: it contains a space`;
  if (text.startsWith("-")) return `${name} is not an image name: it begins with a dash`;
  if (REFERENCE.test(text)) return null;
  if (REFERENCE.test(text.toLowerCase())) {
    return `${name} is not an image name: repository names are lower-case`;
  }
  return `${name} is not an image name; write [host[:port]/]name[:tag][@sha256:digest]`;
}
