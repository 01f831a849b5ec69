import type { Annotation } from "../model/ci_host.ts";

/**
 * An annotation as a workflow command of GitHub Actions, one line without its newline. Data and
 * properties are escaped as its own toolkit does (`command.ts` of @actions/core).
 */
export function formatGithubCommand({ level, file, line, title, message }: Annotation): string {
  const properties = [
    file === "" ? "" : `file=${escapeProperty(file)}`,
    file === "" || line === null ? "" : `line=${line}`,
    title === "" ? "" : `title=${escapeProperty(title)}`,
  ].filter((property) => property !== "").join(",");
  return `::${level}${properties === "" ? "" : ` ${properties}`}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
