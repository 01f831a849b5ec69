/** Name of the file that says which file of a run answers which question, relative to its folder. */
export const INDEX_NAME = "index.txt";
