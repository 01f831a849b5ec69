import type { ContainerSettings } from "./plan.ts";

/**
 * What a root inside a container needs to be one: to read and own the project's files, to change to
 * another user, to listen on a low port. No devices, no raw sockets.
 */
const CAPABILITIES = [
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "NET_BIND_SERVICE",
  "SETGID",
  "SETUID",
  "SYS_CHROOT",
];

/** The rights of a container as options of the engine's client: all dropped but a few, none gained. */
export function rightOptions(
  { capAdd, newPrivileges }: Pick<ContainerSettings, "capAdd" | "newPrivileges">,
): readonly string[] {
  return [
    "--cap-drop=ALL",
    ...new Set([...CAPABILITIES, ...capAdd].map((name) => `--cap-add=${name}`)),
    ...(newPrivileges ? [] : ["--security-opt=no-new-privileges"]),
  ];
}
