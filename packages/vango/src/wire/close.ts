/**
 * The codes a WebSocket is closed with, and what each means. What either side does then is in
 * `docs/protocol.md`. Codes from 4400 on are HTTP's meanings plus 4000.
 */

/** The server shuts down or the page is left. */
export const CLOSE_GOING_AWAY = 1001
/** A transport's own refusal of a message above `maxMessageBytes`, before anybody has read it. */
export const CLOSE_MESSAGE_TOO_BIG = 1009
/** The other side sent bytes, or an order of messages, that the protocol does not allow. */
export const CLOSE_PROTOCOL_ERROR = 4400
/** HELLO had no token, or not the token of this session. */
export const CLOSE_UNAUTHORIZED = 4401
/** The server knows no such session (any more). */
export const CLOSE_NO_SESSION = 4404
/** No HELLO came in time. */
export const CLOSE_HELLO_TIMEOUT = 4408
/** Another socket has taken the session over, from a duplicated tab for instance. */
export const CLOSE_REPLACED = 4409
/** A frame was larger than `maxFrameBytes`, or a message than `maxMessageBytes`. */
export const CLOSE_FRAME_TOO_LARGE = 4413
/** Events came faster than the server allows. */
export const CLOSE_TOO_MANY_EVENTS = 4429
/** The server failed; the session may be gone. */
export const CLOSE_INTERNAL_ERROR = 4500
