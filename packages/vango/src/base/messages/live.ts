export const liveMessages = {
  'live/error-handler-failed': (_: object): string =>
    `The app's onError threw, so an error could not be reported; see the cause. ` +
    `Expected onError never to throw. Catch inside it.`,
}
