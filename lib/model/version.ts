/** Version of the tool, as `--version` and every record say it. */
export const VERSION = "0.1.0";
