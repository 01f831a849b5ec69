const READ_ALL = "+dac_read_search";

/**
 * Words in front of a command that run it as nobody: it may read everything, Deno's cache included,
 * and write (or connect to a socket) only where nobody may.
 */
export const UNPRIVILEGED: readonly string[] = [
  ...["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
  ...[`--inh-caps=${READ_ALL}`, `--ambient-caps=${READ_ALL}`, `--bounding-set=-all,${READ_ALL}`],
];
