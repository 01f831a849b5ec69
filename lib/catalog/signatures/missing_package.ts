import type { SignatureRow } from "../../model/signature.ts";
import { MISSING } from "./missing_dependency.ts";

/** Libraries and packages that are not where they are looked for. */
export const MISSING_PACKAGE_ROWS: readonly SignatureRow[] = [
  {
    ...MISSING,
    id: "missing-dependency-library",
    title: "a shared library or header is not installed",
    texts: [
      { pattern: /\bwas not found in the pkg-config search path\b/ },
      {
        pattern:
          /\bCould NOT find \w{1,60} \(missing: |\bCould not find a package configuration file provided by /,
      },
      { pattern: /^OSError: cannot load library '/ },

      { pattern: /: cannot open shared object file: No such file or directory/ },
      { pattern: /^\S{0,200}ld: cannot find -l\S/ },
      { pattern: /: fatal error: \S{1,200}\.h(?:pp)?: No such file or directory$/ },
      { pattern: /^(?:java\.lang\.)?UnsatisfiedLinkError: no \S{1,100} in java\.library\.path/ },
    ],
    weight: 8.5,
    specimens: [
      {
        text:
          "./m: error while loading shared libraries: libfoo.so: cannot open shared object file: No such file or directory",
        kind: "stderr",
        exitCode: 127,
      },
      { text: "/usr/bin/ld: cannot find -lnosuchlib: No such file or directory", kind: "stderr" },
      { text: "h.c:1:10: fatal error: nosuch.h: No such file or directory", kind: "stderr" },
      {
        text: "OSError: libnosuch.so.1: cannot open shared object file: No such file or directory",
      },
    ],
    counterSpecimens: [{ text: "NoSuchFileException: data/x" }],
  },
  {
    ...MISSING,
    id: "missing-dependency-package-manager",
    title: "a package that is asked for does not exist where it is looked for",
    texts: [
      { pattern: /^error(?:\[E0463\])?: can't find crate for `/ },
      { pattern: /\bmissing go\.sum entry for / },
      { pattern: /\bCould not resolve dependencies for project / },
      { pattern: /\bin locally installed gems\b|\bYour requirements could not be resolved\b/ },
      { pattern: /\bthere is no package called\b/ },

      { pattern: /\bCould not find gem '|\bGem::(?:Missing|Load)\w{0,20}Error\b/ },
      { pattern: /\bCould not find artifact \S/ },
      { pattern: /\bClass "[^"]{1,100}" not found\b/, weight: 0.8 },
      {
        pattern:
          /\(Mix\) Could not start application|\(UndefinedFunctionError\) .{0,300} is not available/,
        weight: 0.9,
      },

      { pattern: /: cannot load such file -- (?!\/)\S{1,200} \(LoadError\)/ },
      { pattern: /^Can't locate \S{1,200} in @INC / },
      { pattern: /\bPDOException: could not find driver/ },
      { pattern: /^E: The repository '.{1,300}' does not have a Release file/ },

      { pattern: /^E: Unable to locate package / },
      {
        pattern:
          /^E: (?:Version '.{1,100}' for '.{1,100}' was not found|Package '.{1,100}' has no installation candidate)/,
      },
      { pattern: /^error: no matching package named `/ },
      {
        pattern: /: (?:cannot find module providing package|no required module provides package) /,
      },
      { pattern: /^[\w./-]{1,200}\.java:\d{1,6}: error: package \S{1,80} does not exist/ },
      { pattern: /^(?:java\.lang\.)?(?:ClassNotFoundException|NoClassDefFoundError): / },
    ],
    weight: 8.5,
    specimens: [
      {
        text:
          "E: The repository 'http://127.0.0.1:8099/404 bookworm Release' does not have a Release file.",
        kind: "stderr",
      },

      { text: "E: Unable to locate package nosuchpkg", kind: "stderr", exitCode: 100 },
      { text: "error: no matching package named `serde` found", kind: "stderr" },
      {
        text:
          "bad/b.go:2:9: cannot find module providing package github.com/nosuch/x: module lookup disabled by GOPROXY=off",
        kind: "stderr",
      },
      { text: "A.java:1: error: package com.nosuch does not exist", kind: "stderr" },
      { text: 'Exception in thread "main" java.lang.ClassNotFoundException: com.nosuch.X' },
    ],
    counterSpecimens: [{ text: "A.java:1: error: cannot find symbol", kind: "stderr" }],
  },
];
