import { attributeOf, type XmlAttributes } from "./xml_attributes.ts";

/** An open `<testsuite>` or root; never changed, so that the tests inside can share it. */
export interface JunitSuite {
  readonly name: string;
  /** File of the tests inside, as far as this suite or one around it says it; or "". */
  readonly file: string;
  /** Names of the groups down to this one, without files: `outer > inner`. */
  readonly path: string;
  /**
   * True for Playwright (its root alone has an id), where the name of a machine should be: it says the
   * project there, and a test of one name stands once for each of them.
   */
  readonly namesProjects: boolean;
}

/** A test file by its name: no blank, and the ending of a language whose tools call suites by file. */
const FILE_NAME = /^[^\s:*?"<>|]+\.(?:[cm]?[jt]sx?|py|rb|php|bats|feature|robot|dart|lua|sh)$/;

/** A root that is no suite. */
export function beginRoot(attributes: XmlAttributes): JunitSuite {
  const namesProjects = attributeOf(attributes, "id") !== undefined;
  return { name: "", file: "", path: "", namesProjects };
}

/** The suite whose tag was just read, inside of the one around it. */
export function beginSuite(attributes: XmlAttributes, outer: JunitSuite | null): JunitSuite {
  const name = attributeOf(attributes, "name") ?? "";
  const isFile = name.length < 1024 && FILE_NAME.test(name);
  const told = attributeOf(attributes, "file") ?? attributeOf(attributes, "filepath") ?? "";
  const around = outer?.path ?? "";
  const namesProjects = outer?.namesProjects ?? false;
  const project = namesProjects ? attributeOf(attributes, "hostname") ?? "" : "";
  const own = isFile ? project : name;
  return {
    name,
    file: told || (isFile ? name : outer?.file ?? ""),
    path: own === "" || around === "" ? own || around : `${around} > ${own}`,
    namesProjects,
  };
}
