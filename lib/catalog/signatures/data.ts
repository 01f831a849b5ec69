import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_LOUDLY } from "./replay_templates.ts";

/** What rows about data share. */
export const DATA = {
  class: "data",
  read: ["tests.jsonl", "stdout.log"],
  remedy: [
    "Look at the very data that it names: which file, row or answer, and who makes it",
    "Compare with what the code expects: a field, a type, an encoding, a version of the format",
    "Make the data anew (fixtures, migrations, recorded answers), or widen what is accepted",
  ],
  replay: AGAIN_LOUDLY,
  disproof: "The same data is accepted when it is read alone",
} as const;

/** Data is not there, not whole or not as expected. */
export const DATA_ROWS: readonly SignatureRow[] = [
  {
    ...DATA,
    id: "data-format",
    title: "a text or file is not of the format expected",
    texts: [
      { pattern: /\bJSON::ParserError\b|\bJsonException: |\bJson\.?DecodeError\b/ },
      { pattern: /\b(?:missing field|unknown field|unknown variant) `.{1,160} at line \d/ },
      { pattern: /\bexpected (?:value|ident|`.{1,3}`) at line \d{1,7} column \d/ },
      { pattern: /^yaml: (?:line \d|unmarshal errors)|\bPsych::SyntaxError\b/ },
      {
        pattern:
          /^(?:gzip|unzip|bzip2|xz): .{0,200}(?:not in gzip format|unexpected end|not a bzip2 file|File format not recognized)/,
      },
      { pattern: /^tar: This does not look like a tar archive/ },
      { pattern: /\bEnd-of-central-directory signature not found\b/ },
      { pattern: /^(?:jq: error.{0,60}: |parse error: )(?:Invalid|Cannot|Unfinished|Expected)/ },
      { pattern: /\bparser error : / },
      { pattern: /^\d{1,4} validation errors? for \w/ },
      {
        pattern: /\bmust have required property '|\bdoes not match (?:the )?schema\b/,
        weight: 0.9,
      },
      { pattern: /\bzlib\.error: |^Error: (?:incorrect header check|unexpected end of file)/ },

      { pattern: /\bin JSON at position \d/ },

      {
        pattern:
          /^(?:[\w.]{1,60}\.)?(?:JSONDecodeError|TOMLDecodeError|UnpicklingError|BadZipFile|BadGzipFile|ParseError|ScannerError|ParserError|ExpatError|LZMAError): /,
      },
      { pattern: /^SyntaxError: (?:Unexpected token .{1,200} is not valid JSON|.{1,120}\bJSON\b)/ },
      { pattern: /^(?:[\w.]{1,60}\.)?Unicode(?:Decode|Encode)Error: / },
      { pattern: /^EOFError: (?:Compressed file ended|Ran out of input)/ },
      { pattern: /^(?:ReadError|tarfile\.ReadError): / },
      {
        pattern:
          /^ValueError: (?:invalid literal for int\(\)|could not convert string to float|time data |Invalid isoformat string|month must be|day is out of range|unconverted data)/,
      },
      { pattern: /^(?:decimal\.)?InvalidOperation: / },
      { pattern: /^(?:java\.lang\.)?NumberFormatException: / },
      { pattern: /(?:^|: )invalid character '.{1,6}' (?:looking for|after|in) / },
      { pattern: /\bjson: cannot unmarshal / },
      { pattern: /\bstrconv\.\w{1,20}: parsing "/ },
      { pattern: /\b(?:ParseIntError|ParseFloatError|Utf8Error|FromUtf8Error) \{/ },
      { pattern: /^npm (?:error|ERR!) code EJSONPARSE/ },
      { pattern: /^ZodError: |\bZodError\b.{0,40}\[$/ },
      { pattern: /^(?:jsonschema\.exceptions\.)?ValidationError: /, weight: 0.9 },
    ],
    weight: 7.5,
    specimens: [
      { text: "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)" },
      {
        text:
          `SyntaxError: Unexpected token '<', "<html>" is not valid JSON\n    at JSON.parse (<anonymous>)`,
      },
      { text: "SyntaxError: Unexpected end of JSON input\n    at JSON.parse (<anonymous>)" },
      {
        text:
          "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
      },
      { text: "zipfile.BadZipFile: File is not a zip file" },
      { text: "ValueError: invalid literal for int() with base 10: 'abc'" },
      { text: "xml.etree.ElementTree.ParseError: no element found: line 1, column 3" },
      { text: 'java.lang.NumberFormatException: For input string: "abc"' },
      { text: "    t_test.go:10: json: cannot unmarshal string into Go value of type int" },
      { text: '    t_test.go:11: strconv.Atoi: parsing "abc": invalid syntax' },
      {
        text: "called `Result::unwrap()` on an `Err` value: ParseIntError { kind: InvalidDigit }",
      },
    ],
    counterSpecimens: [
      { text: "SyntaxError: invalid syntax" },
      { text: "SyntaxError: Function statements require a function name" },
    ],
  },
  {
    ...DATA,
    id: "data-missing-file",
    title: "a file of data is not there",
    texts: [
      { pattern: /\bErrno::ENOENT: No such file or directory @ rb_sysopen\b/ },

      { pattern: /^FileNotFoundError: \[Errno 2\] No such file or directory: / },
      {
        pattern:
          /^(?:Error: )?ENOENT: no such file or directory, (?:open|stat|lstat|access|scandir|copyfile|read) /,
      },
      { pattern: /^open \S{1,300}: no such file or directory$/ },
      { pattern: /^(?:java\.nio\.file\.)?NoSuchFileException: / },
      { pattern: /^(?:java\.io\.)?FileNotFoundException: .{1,300} \(No such file or directory\)/ },
      { pattern: /\bOs \{ code: 2, kind: NotFound\b/ },
      { pattern: /^(?:error: )?NotFound: No such file or directory/ },
      // A program, a folder to run in or a piece of shared memory is told in the same words.
      { pattern: /\braise child_exception_type\(/, weight: -0.8, source: true },
      { pattern: /^os\.(?:chdir|getcwd)\(/, weight: -0.5, source: true },
      { pattern: /\b_posixshmem\b/, weight: -0.5, source: true },
    ],
    weight: 6,
    specimens: [
      { text: "FileNotFoundError: [Errno 2] No such file or directory: 'data/missing.json'" },
      {
        text:
          "Error: ENOENT: no such file or directory, open 'data/x.json'\n    at Object.openSync",
      },
      { text: "    t_test.go:8: open data/x: no such file or directory" },
      { text: 'Exception in thread "main" java.nio.file.NoSuchFileException: data/x' },
      {
        text:
          'called `Result::unwrap()` on an `Err` value: Os { code: 2, kind: NotFound, message: "No such file or directory" }',
      },
      { text: "error: NotFound: No such file or directory (os error 2): readfile 'nosuch'" },
    ],
    counterSpecimens: [
      { text: "fatal: cannot change to '/nope': No such file or directory", kind: "stderr" },
      { text: "error: NotFound: Failed to spawn 'nosuch': entity not found" },
    ],
  },
  {
    ...DATA,
    id: "data-missing-key",
    title: "a key, element or answer is not in the data",
    texts: [
      { pattern: /\bKeyError: key not found: |\*\* \(KeyError\) key / },
      { pattern: /\b404 Client Error: |\bRequest failed with status code 404\b/ },
      {
        pattern:
          /\b(?:DoesNotExist|NoResultFound|RecordNotFound|EntityNotFoundError|ObjectNotFound): /,
      },

      { pattern: /^LookupError: / },

      { pattern: /^KeyError: / },
      { pattern: /^StopIteration$/, weight: 0.7 },
      { pattern: /\bHTTP Error 404: / },
      { pattern: /\bThe requested URL returned error: 404\b/ },
      { pattern: /^fatal: repository '.{1,300}' (?:not found|does not exist)/ },
      { pattern: /^error: pathspec '.{1,200}' did not match any file/ },
    ],
    weight: 6,
    specimens: [
      { text: "KeyError: 'total'" },
      { text: "curl: (22) The requested URL returned error: 404", kind: "stderr" },
      { text: "fatal: repository 'http://127.0.0.1:8099/404/x.git/' not found", kind: "stderr" },
    ],
    counterSpecimens: [{ text: "E       assert 404 == 200", runner: "pytest" }],
  },
];
