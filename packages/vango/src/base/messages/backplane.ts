export const backplaneMessages = {
  'backplane/bad-key': (p: { key: string; max: number }): string =>
    `A backplane was asked for a key that cannot be one. Expected 1 to ${p.max} characters of well-formed text, ` +
    `got: ${JSON.stringify(p.key)}. Use short names, and ids rather than contents.`,
  'backplane/bad-namespace': (p: { namespace: string }): string =>
    `A backplane was given a namespace that cannot be one. Expected 1 to 64 letters, digits, - or _, ` +
    `got: ${JSON.stringify(p.namespace)}. Name it after the app: { namespace: 'shop' }.`,
  'backplane/value-too-large': (p: { key: string; bytes: number; maxBytes: number }): string =>
    `The value of ${JSON.stringify(p.key)} is too large to share. Expected at most ${p.maxBytes} bytes, got: ${p.bytes}. ` +
    `Keep large data in a database and share its id, or raise maxValueBytes of the backplane.`,
  'backplane/unavailable': (p: { engine: string; key: string; reason: string }): string =>
    `${p.engine} gave no answer to a write of ${JSON.stringify(p.key)}, so nobody knows whether it was written. ` +
    `Expected a connected client, got: ${p.reason}. Check that the server runs and that the client reconnects for ever.`,
}
