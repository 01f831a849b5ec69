import { MIN_SECRET_LENGTH } from "./secret_forms.ts";

const SECRET_WORDS =
  /(?:^|[_-])(?:\w*TOKEN|\w*SECRETS?|\w*PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|API_?KEYS?|ACCESS_?KEY|PRIVATE_?KEY|SECRET_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|ACCOUNT_?KEY|CREDENTIALS?|CREDS|AUTH|OAUTH|AUTHORIZATION|BEARER|SESSION|COOKIES?|DSN|CONNECTION_?STRING|CONN_?STR|WEBHOOK_?URL|SIGNATURE|JWT|KEY)(?:[_-]?\d+|[_-](?:KEY|ID|VALUE|JSON|PEM|BASE64|B64|DATA|STRING|HEADER|URL|PROD|TEST|DEV|STAGING|CI|RO|RW))*$/i;
/** Variables that sound secret and hold a path, an address, a mode or a session's name. */
const NOT_SECRET =
  /^(?:PWD|OLDPWD|SSH_AUTH_SOCK|SSH_ASKPASS|GIT_ASKPASS|XDG_SESSION_\w+|DESKTOP_SESSION|GDMSESSION|SESSION_MANAGER|DBUS_SESSION_BUS_ADDRESS|SESSIONNAME|TERM_SESSION_ID|XAUTHORITY|GPG_TTY|WINDOWID|KUBERNETES_\w+_PORT)$/i;
const HARMLESS_VALUE =
  /^(?:true|false|yes|no|on|off|none|null|undefined|enabled|disabled|required|optional|default|anonymous|basic|bearer|oauth|oauth2|changeme|\*+|x+|\d{1,5})$/i;
/** Lower case only: a random key that begins with a slash has capitals. */
const PATH_VALUE = /^(?:~|\.{1,2})?(?:\/[a-z0-9_.-]{1,32})+\/?$/;
const URL_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]*?:([^\s/?#]+)@/i;

/**
 * Values worth hiding in an environment, by variable name: those of variables that sound secret, and
 * passwords inside URLs. Paths, switches and values under six characters are left out.
 */
export function collectSecrets(environment: Readonly<Record<string, string>>): Map<string, string> {
  const secrets = new Map<string, string>();
  for (const [name, value] of Object.entries(environment)) {
    const secret = soundsSecret(name) ? wholeOrPassword(name, value) : urlPassword(value);
    if (secret !== null && isWorthHiding(secret)) secrets.set(name, secret);
  }
  return secrets;
}

function soundsSecret(name: string): boolean {
  return SECRET_WORDS.test(name) && !NOT_SECRET.test(name);
}

/** The whole value; of a variable that is named for an address, the password alone will do. */
function wholeOrPassword(name: string, value: string): string {
  return /(?:URL|DSN)$/i.test(name) ? urlPassword(value) ?? value : value;
}

function urlPassword(value: string): string | null {
  const password = URL_PASSWORD.exec(value)?.[1];
  if (password === undefined) return null;
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

function isWorthHiding(value: string): boolean {
  const text = value.trim();
  return text.length >= MIN_SECRET_LENGTH && !HARMLESS_VALUE.test(text) && !PATH_VALUE.test(text);
}
