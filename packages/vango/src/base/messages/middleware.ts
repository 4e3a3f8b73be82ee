/** Error texts of what stands between a request and its page. */
export const middlewareMessages = {
  'middleware/bad-csp-source': (p: { directive: string; source: string }): string =>
    `The security policy cannot have the source ${JSON.stringify(p.source)} for ${JSON.stringify(p.directive)}. ` +
    `Expected an origin like https://img.example.com, a scheme like data:, or a quoted keyword, and none that lets ` +
    `injected code run. Use the nonce of getCSPNonce(ctx) for scripts and styles of your own; if there is no other way, ` +
    `write it into csp({ unsafeSources }).`,
}
