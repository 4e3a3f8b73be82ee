export const stateMessages = {
  'state/store-outside-session': (_: object): string =>
    `A store was used where no session is at work, so nobody knows whose it should be. Expected the call in the ` +
    `synchronous part of a component, a handler or an effect. Call it before the first await and keep what it returned; ` +
    `for a value that all users share, use globalSignal().`,
  'state/async-store': (_: object): string =>
    `The function given to store() returned a promise. Expected the object itself, since components read it at once. ` +
    `Return signals that are filled later, for instance by resource().`,
  'state/action-in-computed': (p: { name: string }): string =>
    `A computed called the action ${p.name}. Expected computeds to read only, since nobody can know when or how often they ` +
    `run. Call the action in an event handler or an effect.`,
}
