import { assertEquals } from "@std/assert";
import { collectSecrets } from "../../../lib/formats/collect_secrets.ts";

Deno.test("collectSecrets() takes values of variables that sound secret", () => {
  const environment = Object.fromEntries(
    [
      "GITHUB_TOKEN",
      "NPM_AUTH",
      "DB_PASSWORD",
      "db_passwd",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_ACCESS_KEY_ID",
      "STRIPE_API_KEY",
      "APIKEY",
      "MY_PRIVATE_KEY",
      "GOOGLE_CREDENTIALS_JSON",
      "SESSION_COOKIE",
      "SENTRY_DSN",
      "AZURE_STORAGE_CONNECTION_STRING",
      "MYSQL_PWD",
      "SECRET_KEY_BASE64",
      "TOKEN_2",
    ].map((name) => [name, "s3cr3tValue"]),
  );
  assertEquals(Object.fromEntries(collectSecrets(environment)), environment);
});

Deno.test("collectSecrets() leaves out paths, switches, short values and names that only sound so", () => {
  const environment = {
    PATH: "/usr/bin:/bin",
    PWD: "/home/user/project",
    SSH_AUTH_SOCK: "/tmp/ssh-abc/agent.1",
    XDG_SESSION_TYPE: "wayland",
    DESKTOP_SESSION: "gnome-shell",
    GITHUB_TOKEN: "",
    CI_TOKEN: "abc",
    USE_AUTH: "required",
    MAX_TOKENS: "4096000",
    GIT_AUTHOR_NAME: "Somebody Else",
    KEYBOARD_LAYOUT: "german-nodeadkeys",
    TOKEN_FILE: "/run/secrets/token",
    DB_SECRET: "/run/secrets/db_secret",
    API_KEY: "changeme",
    DATABASE_URL: "postgres://localhost/db",
    MONKEY: "business",
  };
  assertEquals([...collectSecrets(environment)], []);
});

Deno.test("collectSecrets() takes the password out of a URL", () => {
  const secrets = collectSecrets({
    DATABASE_URL: "postgres://user:p4ss%40word@db:5432/x",
    HTTP_PROXY: "http://proxy:hunter22@10.0.0.1:3128",
  });
  assertEquals([...secrets], [["DATABASE_URL", "p4ss@word"], ["HTTP_PROXY", "hunter22"]]);
});
