export const liveMessages = {
  'live/no-event': (_: object): string =>
    `eventKey() was called where no event is being handled. Expected it in the handler of a live event, before any await. ` +
    `Call it first in the handler and keep what it returns.`,
  'live/error-handler-failed': (_: object): string =>
    `The app's onError threw, so an error could not be reported; see the cause. ` +
    `Expected onError never to throw. Catch inside it.`,
}
