/**
 * Message of a test that a report shows to have begun and not to have ended; its outcome is `crashed`
 * until somebody who knows how the run ended says otherwise.
 */
export const NEVER_ENDED = "it was running when its runner ended";
/** How the message begins where nobody knows which of a binary's tests was running when it ended. */
export const BINARY_ENDED = "its test binary ended after";
