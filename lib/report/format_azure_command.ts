import type { Annotation } from "../model/ci_host.ts";

/**
 * An annotation as a logging command of Azure Pipelines, one line without its newline; its title stands
 * before the message. Escaped as its own task library does (`taskcommand.ts`); a notice, which it does
 * not know, is a warning.
 */
export function formatAzureCommand({ level, file, line, title, message }: Annotation): string {
  const properties = [
    `type=${level === "error" ? "error" : "warning"}`,
    ...file === "" ? [] : [`sourcepath=${escapeProperty(file)}`],
    ...file === "" || line === null ? [] : [`linenumber=${line}`],
  ].join(";");
  const words = [title, message].filter((part) => part !== "").join(": ");
  return `##vso[task.logissue ${properties};]${escapeData(words)}`;
}

/** The line that hands over a Markdown file as a summary of the run; its path must be absolute. */
export function formatAzureSummary(path: string): string {
  return `##vso[task.uploadsummary]${escapeData(path)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%AZP25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll("]", "%5D").replaceAll(";", "%3B");
}
