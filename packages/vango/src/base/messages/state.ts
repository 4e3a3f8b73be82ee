export const stateMessages = {
  'state/store-outside-session': (_: object): string =>
    `A store was used where no session is at work, so nobody knows whose it should be. Expected the call in the ` +
    `synchronous part of a component, a handler or an effect. Call it before the first await and keep what it returned; ` +
    `for a value that all users share, use globalSignal().`,
  'state/resource-outside-session': (_: object): string =>
    `resource() was called where no session is at work, so all users would share what it loads. Expected it at the top of ` +
    `a component, or in a store(). To load once for everybody, keep a promise of your own and return it from the fetcher.`,
  'state/resource-timeout': (p: { name: string; ms: number }): string =>
    `${p.name} has not settled within ${p.ms} ms and was given up. Expected a fetcher that settles, or that fails when its ` +
    `signal aborts. Raise the limit with resource(fetcher, { timeoutMs }) if it may take longer.`,
  'state/resource-rejected': (p: { name: string; got: string }): string =>
    `${p.name} was rejected with something that is no error. Expected an Error, which has a message and a stack, ` +
    `got: ${p.got}. Reject with new Error(…).`,
  'state/bad-timeout': (p: { got: string }): string =>
    `resource() was given a timeoutMs that is no time. Expected milliseconds above 0, or Infinity for no limit, got: ${p.got}.`,
  'state/async-store': (_: object): string =>
    `The function given to store() returned a promise. Expected the object itself, since components read it at once. ` +
    `Return signals that are filled later, for instance by resource().`,
  'state/action-in-computed': (p: { name: string }): string =>
    `A computed called the action ${p.name}. Expected computeds to read only, since nobody can know when or how often they ` +
    `run. Call the action in an event handler or an effect.`,
}
