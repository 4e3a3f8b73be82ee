/** Error texts of what stands between a request and its page. */
export const middlewareMessages = {
  'middleware/bad-csp-source': (p: { directive: string; source: string }): string =>
    `The security policy cannot have the source ${JSON.stringify(p.source)} for ${JSON.stringify(p.directive)}. ` +
    `Expected an origin like https://img.example.com, a scheme like data:, or a quoted keyword, and none that lets ` +
    `injected code run. Use the nonce of getCSPNonce(ctx) for scripts and styles of your own; if there is no other way, ` +
    `write it into csp({ unsafeSources }).`,
  'middleware/foreign-origin': (_: object): string =>
    `A request was refused because it did not come from a page of this site. Expected an Origin header with this host, ` +
    `and Sec-Fetch-Site: same-origin if that is sent. Behind a proxy, let it pass the Host header on, or name the ` +
    `origin in createApp({ allowedOrigins }).`,
  'middleware/csrf-missing': (_: object): string =>
    `A request was refused because it had no CSRF token. Expected the hidden field that Vango puts into every form that ` +
    `is not sent by GET, or the header X-CSRF-Token with getCSRFToken(ctx).`,
  'middleware/csrf-forged': (_: object): string =>
    `A request was refused because its CSRF token was not made by this app. Expected one signed with a secret of ` +
    `VANGO_SECRET. Check that all servers have the same one, and that the old one is kept during a rotation.`,
  'middleware/csrf-expired': (_: object): string =>
    `A form was posted with a CSRF token that is too old. Its sender was asked to send it once more.`,
  'middleware/csrf-foreign': (_: object): string =>
    `A form was posted with the CSRF token of another browser, or of before a login. Its sender was asked to send it ` +
    `once more.`,
}
