/** Name of the one test that stands for a file whose tests could not even be found. */
export const WHOLE_FILE = "(file)";
/** Name of the test that stands for an error outside of every test. */
export const WHOLE_RUN = "(outside of every test)";
