export const liveMessages = {
  'live/bad-record': (_: object): string =>
    `A saved session could not be read. Expected what this version of Vango has written, got something else. ` +
    `Its page is loaded anew; nothing need be done.`,
  'live/unsaved-state': (p: { key: string }): string =>
    `The state ${p.key} cannot be saved: it will have its initial value if this page has to go on in another process. ` +
    `Expected plain data, dates, maps, sets and the like; see the cause. Keep functions and class instances out of state().`,
  'live/no-event': (_: object): string =>
    `eventKey() was called where no event is being handled. Expected it in the handler of a live event, before any await. ` +
    `Call it first in the handler and keep what it returns.`,
  'live/handler-timeout': (p: { ms: number }): string =>
    `An asynchronous handler has not ended within ${p.ms} ms and is not waited for any longer. Expected handlers to end, or ` +
    `to stop when event.signal aborts. Move long work out of the handler, or raise limits.maxHandlerMs.`,
  'live/too-many-waiting': (p: { max: number }): string =>
    `An event was dropped, since ${p.max} others wait already for the asynchronous handler before them to end. Expected ` +
    `handlers to keep up. Use on(handler, { policy }) with 'latest', 'drop' or 'parallel', or debounceMs.`,
  'live/error-handler-failed': (_: object): string =>
    `The app's onError threw, so an error could not be reported; see the cause. ` +
    `Expected onError never to throw. Catch inside it.`,
}
