/** A folder relative to the root, as it is called inside the container. */
export function joinInside(workdir: string, relative: string): string {
  return relative === "." ? workdir : `${workdir.replace(/\/$/, "")}/${relative}`;
}
