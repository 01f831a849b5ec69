import type { SignatureRow } from "../../model/signature.ts";
import { DATA } from "./data.ts";

/** A database that does not hold what was expected. */
export const DATA_DATABASE_ROWS: readonly SignatureRow[] = [
  {
    ...DATA,
    id: "data-database",
    title: "a database does not hold what was expected, or refused it",
    texts: [
      { pattern: /^ERROR 1(?:062|146|054|064|048|452|049) \(\w{5}\)/ },
      { pattern: /\bDuplicate entry '.{1,100}' for key\b/ },
      {
        pattern:
          /\b(?:psycopg2?\.)?errors\.(?:UndefinedTable|UndefinedColumn|UniqueViolation|ForeignKeyViolation|NotNullViolation|CheckViolation|InvalidTextRepresentation): /,
      },
      { pattern: /\bSQLSTATE\[(?:42|23|22)\w{3}\]/ },
      { pattern: /\bno such (?:table|column): / },

      {
        pattern:
          /^(?:Error|Parse error)(?:: in prepare,| near line \d{1,7}:| in prepare,) (?:no such|file is not|near)/,
      },
      { pattern: /^(?:Error: )?in prepare, (?:no such (?:table|column): |file is not a database)/ },

      {
        pattern:
          /^(?:[\w.]{1,60}\.)?(?:IntegrityError|DataError|ProgrammingError|UniqueViolation|ForeignKeyViolation): /,
      },
      {
        pattern:
          /^(?:[\w.]{1,60}\.)?OperationalError: (?:no such (?:table|column)|near "|table .{1,100} (?:already exists|has no column))/,
      },
      {
        pattern:
          /^(?:[\w.]{1,60}\.)?DatabaseError: (?:file is not a database|database disk image is malformed)/,
      },
      {
        pattern:
          /\bERROR: {1,2}(?:relation|column|type|schema) "[^"]{1,60}" (?:does not|already) exist/,
      },
      {
        pattern:
          /\bERROR: {1,2}(?:duplicate key value|null value in column|new row for relation|insert or update on table|update or delete on table)/,
      },
      {
        pattern:
          /\bERROR: {1,2}(?:invalid (?:input syntax|byte sequence)|division by zero|.{1,60} out of range|syntax error at)/,
      },
      { pattern: /\bFATAL: {1,2}database ".{1,100}" does not exist/ },
      { pattern: /\b(?:UNIQUE|NOT NULL|FOREIGN KEY|CHECK) constraint failed\b/, weight: 0.9 },
    ],
    weight: 8,
    specimens: [
      { text: "Error: in prepare, no such column: price", kind: "stderr" },

      { text: "sqlite3.OperationalError: no such table: users" },
      { text: "sqlite3.IntegrityError: UNIQUE constraint failed: u.id" },
      { text: "sqlite3.DatabaseError: file is not a database" },
      {
        text: 'ERROR:  relation "users" does not exist\nLINE 1: select * from users',
        kind: "stderr",
      },
      {
        text: 'ERROR:  duplicate key value violates unique constraint "u_pkey"',
        kind: "stderr",
      },
      { text: 'ERROR:  invalid input syntax for type integer: "abc"', kind: "stderr" },
      {
        text:
          'psql: error: connection to server at "127.0.0.1", port 5599 failed: FATAL:  database "nosuch" does not exist',
        kind: "stderr",
      },
    ],
    counterSpecimens: [{ text: "sqlite3.OperationalError: database is locked" }],
  },
];
