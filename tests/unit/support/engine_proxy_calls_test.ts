import { assertEquals } from "@std/assert";
import { nameCall } from "../../support/engine_proxy_calls.ts";

/** Targets as docker clients 20.10 and 28.2 and their engine spell them. */
const TARGETS: Readonly<Record<string, string>> = {
  "HEAD /_ping": "ping",
  "GET /v1.41/version": "version",
  "GET /v1.41/images/qa-gate-test-busybox:1/json": "image-inspect",
  "GET /v1.41/images/shop/tests:1/json": "image-inspect",
  "GET /v1.41/images/json?all=1": "image-list",
  "POST /v1.41/containers/create?name=qa-1": "create",
  "POST /v1.41/containers/abc/start": "start",
  "POST /v1.41/containers/abc/attach?stderr=1&stdout=1&stream=1": "attach",
  "POST /v1.41/containers/abc/wait?condition=next-exit": "wait",
  "GET /v1.41/containers/abc/json": "inspect",
  "GET /v1.41/containers/json?all=1": "list",
  "GET /v1.41/containers/abc/logs?follow=1": "logs",
  "POST /v1.41/containers/abc/stop?t=1": "stop",
  "POST /v1.41/containers/abc/kill?signal=KILL": "kill",
  "DELETE /v1.41/containers/abc?force=1&v=1": "delete",
  "GET /v1.41/events?filters=x": "events",
  "GET /v1.41/containers/abc/archive?path=/x": "archive",
  "POST /v1.41/exec/abc/start": "other",
  "GET /containers/create": "other",
};

Deno.test("nameCall() names every call that docker clients make, whatever version they ask for", () => {
  for (const [line, name] of Object.entries(TARGETS)) {
    const [method = "", target = ""] = line.split(" ");
    assertEquals(nameCall(method, target), name, line);
  }
});
