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
  'live/error-handler-failed': (_: object): string =>
    `The app's onError threw, so an error could not be reported; see the cause. ` +
    `Expected onError never to throw. Catch inside it.`,
}
