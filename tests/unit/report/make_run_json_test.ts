import { assertEquals } from "@std/assert";
import { makeRunJson } from "../../../lib/report/make_run_json.ts";
import { degradedRecord, redRecord } from "../../support/sample_record.ts";

Deno.test("makeRunJson() tells a run in a container", () => {
  assertEquals(makeRunJson(redRecord()), {
    "schema": "qa.run.v1",
    "run_id": "20261120T100000Z-a1b2c3",
    "project": "sample",
    "root": "/home/dev/my app",
    "started_at": "2026-11-20T10:00:00.000Z",
    "ended_at": "2026-11-20T10:00:04.200Z",
    "duration_ms": 4200,
    "profile": "ci",
    "mode": "container",
    "mode_requested": "auto",
    "why_this_mode": "the engine and the image are there",
    "fallback": null,
    "invocation": [
      "/opt/qa/scripts/qa/qa_gate.ts",
      "--profile",
      "ci",
      "--json",
    ],
    "commands": [
      {
        "suite": "unit",
        "runner": "pytest",
        "place": "container",
        "attempt": 1,
        "argv": [
          "python3",
          "-m",
          "pytest",
          "--junitxml=/qa/report.xml",
          "tests",
        ],
        "cwd": ".",
      },
      {
        "suite": "lint",
        "runner": "command",
        "place": "container",
        "attempt": 1,
        "argv": [
          "python3",
          "-m",
          "compileall",
          "-q",
          "src",
        ],
        "cwd": ".",
      },
    ],
    "versions": {
      "qa_gate": "0.1.0",
      "deno": "2.9.6",
      "engine_client": "28.2.2",
      "engine_server": "20.10.24",
      "engine_api": "1.41",
    },
    "image": {
      "reference": "example/app:1",
      "id": "sha256:1111111111111111111111111111111111111111111111111111111111111111",
      "digests": [],
    },
    "limits": {
      "timeout_ms": 1800000,
      "grace_ms": 10000,
      "memory_bytes": 1073741824,
      "cpus": 2,
      "shm_size_bytes": null,
      "pids_limit": 512,
      "ulimits": {},
      "network": "none",
      "user": null,
      "workdir": "/workspace",
    },
    "git": {
      "commit": "dddddddddddddddddddddddddddddddddddddddd",
      "branch": "main",
      "dirty": false,
    },
    "config": {
      "path": "qa.jsonc",
      "digest": "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
      "settings": [
        {
          "name": "profile",
          "value": "ci",
          "from": "flag",
          "where": "--profile",
        },
      ],
    },
    "environment": {
      "os": "linux",
      "arch": "x86_64",
      "ci": null,
      "variables": {
        "LANG": "C.UTF-8",
      },
    },
    "notes": [
      "qa.jsonc names 2 suites",
    ],
    "warnings": [],
    "verdict": "failed",
    "exit_code": 1,
    "why": "the required suite unit failed",
  });
});

Deno.test("makeRunJson() tells a run in the failsafe, without image and limits", () => {
  assertEquals(makeRunJson(degradedRecord()), {
    "schema": "qa.run.v1",
    "run_id": "20261120T100000Z-a1b2c3",
    "project": "sample",
    "root": "/home/dev/my app",
    "started_at": "2026-11-20T10:00:00.000Z",
    "ended_at": "2026-11-20T10:00:04.200Z",
    "duration_ms": 4200,
    "profile": "ci",
    "mode": "failsafe",
    "mode_requested": "auto",
    "why_this_mode": "the container could not be used",
    "fallback": {
      "reason": "docker-missing",
      "detail": '"docker": not found in PATH',
      "hint": "Install Docker, or run with --mode failsafe",
      "at": "preflight",
      "proved_outside": false,
    },
    "invocation": [
      "/opt/qa/scripts/qa/qa_gate.ts",
      "--profile",
      "ci",
      "--json",
    ],
    "commands": [
      {
        "suite": "unit",
        "runner": "pytest",
        "place": "failsafe",
        "attempt": 1,
        "argv": [
          "python3",
          "-m",
          "pytest",
          "--junitxml=/tmp/qa/report.xml",
          "tests/fast",
        ],
        "cwd": ".",
      },
      {
        "suite": "lint",
        "runner": "command",
        "place": "failsafe",
        "attempt": 1,
        "argv": [
          "python3",
          "-m",
          "compileall",
          "-q",
          "src",
        ],
        "cwd": ".",
      },
    ],
    "versions": {
      "qa_gate": "0.1.0",
      "deno": "2.9.6",
      "engine_client": null,
      "engine_server": null,
      "engine_api": null,
    },
    "image": null,
    "limits": null,
    "git": {
      "commit": "dddddddddddddddddddddddddddddddddddddddd",
      "branch": "main",
      "dirty": false,
    },
    "config": {
      "path": "qa.jsonc",
      "digest": "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
      "settings": [
        {
          "name": "profile",
          "value": "ci",
          "from": "flag",
          "where": "--profile",
        },
      ],
    },
    "environment": {
      "os": "linux",
      "arch": "x86_64",
      "ci": null,
      "variables": {
        "LANG": "C.UTF-8",
      },
    },
    "notes": [
      "qa.jsonc names 2 suites",
    ],
    "warnings": [],
    "verdict": "degraded",
    "exit_code": 0,
    "why": "the failsafe passed, and the container never ran",
  });
});

Deno.test("makeRunJson() tells the folder of the form that ran", () => {
  const record = degradedRecord();
  const suites = record.plan.suites.map((suite) => ({
    ...suite,
    full: { ...suite.full, cwd: "whole" },
    failsafe: suite.failsafe === null ? null : { ...suite.failsafe, cwd: "reduced" },
  }));
  const { commands } = makeRunJson({ ...record, plan: { ...record.plan, suites } });
  assertEquals(commands.map((one) => one.cwd), ["reduced", "reduced"]);
});
