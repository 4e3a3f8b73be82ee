/** Error texts of stored values. None repeats what was stored, except for what a schema says. */
export const persistMessages = {
  'persist/bad-key': (p: { storage: string; got: string }): string =>
    `${p.storage}() was given a key that cannot be one. Expected a text that is not empty` +
    `${p.storage === 'cookie' ? ", of letters, digits, and - _ . ~ ! # $ % & ' * + ^ |" : ''}, got: ${p.got}.`,
  'persist/bad-option': (p: { option: string; expected: string; got: string }): string =>
    `The option ${p.option} of a storage, or of persist(), cannot be followed. Expected ${p.expected}, got: ${p.got}.`,
  'persist/http-only': (p: { key: string }): string =>
    `cookie(${JSON.stringify(p.key)}) was asked to be HttpOnly, which no script can write, and a live page has no response ` +
    `to set it with. Expected a cookie that the page may read and write. Leave httpOnly out; secrets, such as a login, ` +
    `do not belong here: set their cookie in an HTTP response.`,
  'persist/outside-session': (p: { source: string }): string =>
    `persist() was called on the server where no component renders, with ${p.source}, which is in some user's browser. ` +
    `Expected the call at the top of a component, or in the function given to store(). ` +
    `For a value that all users share, use globalSignal().`,
  'persist/shared-signal': (p: { source: string }): string =>
    `persist() would keep a state() that all users share in ${p.source}, which belongs to one of them. ` +
    `Expected a state() made inside the component or the store. Move it there, or use globalSignal() for all users.`,
  'persist/changed': (p: { component: string; from: string; source: string }): string =>
    `${p.component} called persist() with another signal or storage than before. Expected ${p.from} at each rendering, ` +
    `got: ${p.source}. Give the component a key that changes with the storage, so that each has a component of its own.`,
  'persist/unreadable': (p: { source: string }): string =>
    `The text stored in ${p.source} cannot be read; see the cause. Expected what persist() writes there. ` +
    `The initial value is used, and the next change replaces the text.`,
  'persist/invalid': (p: { source: string; issues: string }): string =>
    `The value stored in ${p.source} does not fit its schema: ${p.issues}. The initial value is used, and the next ` +
    `change replaces what is stored. If the shape of the value has changed, raise the option version and write migrate.`,
  'persist/newer-version': (p: { source: string; got: number; version: number }): string =>
    `The value stored in ${p.source} has the version ${p.got}. Expected at most ${p.version}, the option version: ` +
    `a newer release of the app has written it. The initial value is used.`,
  'persist/no-migration': (p: { source: string; got: number; version: number }): string =>
    `The value stored in ${p.source} has the version ${p.got}, and nobody knows how to make version ${p.version} of it. ` +
    `Expected the option migrate: (old, version) => value. The initial value is used.`,
  'persist/migration-failed': (p: { source: string; got: number; version: number }): string =>
    `The value stored in ${p.source} could not be brought from version ${p.got} to version ${p.version}: migrate threw; ` +
    `see the cause. Expected a value for whatever was stored. The initial value is used.`,
  'persist/async-schema': (p: { source: string }): string =>
    `The schema of ${p.source} answered with a promise. Expected an answer at once, since a page is rendered without ` +
    `waiting. Leave asynchronous checks out of the schema and make them in a handler. The initial value is used.`,
  'persist/mixed-types': (p: { expected: string; got: string }): string =>
    `The value to be saved is of another type than the initial one, and would come back as ${p.expected}. ` +
    `Expected a ${p.expected}, got: ${p.got}. Give persist() a codec that can tell them apart, ` +
    `for instance { encode: JSON.stringify, decode: JSON.parse }.`,
  'persist/not-loaded': (p: { source: string; reason: string }): string =>
    `The value could not be loaded from ${p.source}: ${p.reason}. The initial value is used. ` +
    `Browsers refuse storages in some private windows and where cookies are blocked.`,
  'persist/not-saved': (p: { source: string; reason: string }): string =>
    `The value could not be saved to ${p.source}: ${p.reason}. The page goes on with it, and its next change is ` +
    `saved anew. Show the signal problem of what persist() returned to tell the user.`,
  'persist/too-long': (p: { source: string; maxLength: number; got: number }): string =>
    `The text of ${p.source} is too long. Expected at most ${p.maxLength} characters, the option maxLength, ` +
    `got: ${p.got}. Keep less in it, or raise the limit.`,
}
