import type { TextArtifactRow } from "./text_artifacts.ts";

/** Files that a diagnosis leaves beside those of a gate; `<n>` counts its attempts from 1. */
export const DIAGNOSTIC_ARTIFACTS: readonly TextArtifactRow[] = [
  { name: "summary.json", answers: "What is the cause, which settings help, what remains broken?" },
  { name: "report.md", answers: "The same on one page, for people." },
  {
    name: "attempts.jsonl",
    answers: "What was tried, one setting at a time, and what came of it?",
  },
  { name: "host_telemetry.json", answers: "What does this machine have: memory, disk, limits?" },
  { name: "docker_version.txt", answers: "Which client and engine are these?" },
  { name: "docker_info.txt", answers: "How is the engine configured?" },
  { name: "container_stats.jsonl", answers: "How much memory and processor did it use, when?" },
  { name: "container_top.jsonl", answers: "Which processes ran inside, when?" },
  { name: "container_events_all.jsonl", answers: "What did the engine do, in all attempts?" },
  { name: "kernel_messages.txt", answers: "What did the kernel say meanwhile?" },
  { name: "workdir_listing_pre.txt", answers: "What was seen from inside before it ran?" },
  { name: "workdir_listing_post.txt", answers: "And what afterwards?" },
];
