export const serverMessages = {
  'server/no-ctx': (_: object): string =>
    `useCtx() found no request context. Expected it to run in a component of a page that createApp() serves, ` +
    `got a component mounted some other way. Serve it as a page, or pass the component what it needs as props.`,
  'server/bad-route': (p: { path: string; problem: string }): string =>
    `The route ${JSON.stringify(p.path)} ${p.problem}. Expected a path like '/', '/posts/:slug' or '/files/:path{.+}' ` +
    `outside of /vango/. Correct the key in createApp({ routes }).`,
  'server/bad-page': (p: { path: string; got: string }): string =>
    `The route ${JSON.stringify(p.path)} has no page. Expected a component or definePage({ component }), got: ${p.got}. ` +
    `Check that the component is exported and imported by the right name.`,
  'server/client-not-built': (p: { path: string }): string =>
    `The browser's script is missing. Expected the file ${p.path}, which is part of the built package. ` +
    `In a checkout of Vango, run "npm run build" first; in an app, install the vango package again.`,
  'server/response-gone': (p: { what: string }): string =>
    `It is too late to set ${p.what}: the browser has the head of this page already, and a live page has only its ` +
    `socket, which cannot set cookies. Expected it before the page has rendered, or in the handler of a form that is ` +
    `posted. Write <form onSubmit={on(handler, { post: true })}>.`,
  'server/bad-cookie': (p: { name: string; problem: string }): string =>
    `The cookie ${JSON.stringify(p.name)} cannot be set: ${p.problem}. Expected a name of letters, digits, - and _, and at ` +
    `most 400 days.`,
  'server/no-session': (_: object): string =>
    `ctx.session is not there: the app was told to do without it. Expected the default cookieSession(), got ` +
    `unsafeWithout: ['session']. Leave that out.`,
  'server/bad-redirect': (p: { to: string }): string =>
    `A redirect to another site was refused, as its address may come from a user. Expected a path of this app, got: ` +
    `${JSON.stringify(p.to)}. If you mean it, write redirect(new URL(…)).`,
  'server/no-secret': (_: object): string =>
    `There is no secret to sign cookies and tokens with. Expected the variable VANGO_SECRET, or createApp({ secret }), ` +
    `got neither. Set it to a text nobody can guess, the same for all servers of the app: openssl rand -base64 32.`,
  'server/weak-secret': (p: { problem: string }): string =>
    `The secret that signs cookies and tokens cannot be used. ${p.problem} Expected one to five secrets of at least ` +
    `32 characters each, the newest first. Make one by: openssl rand -base64 32.`,
  'server/session-too-large': (p: { bytes: number; maxBytes: number }): string =>
    `The session does not fit into a cookie. Expected at most ${p.maxBytes} bytes, got: ${p.bytes}. Keep an id in it and ` +
    `the rest in your database, or give cookieSession({ store }) a store.`,
  'server/bad-session-value': (p: { name: string; got: string }): string =>
    `The session cannot keep ${JSON.stringify(p.name)}. Expected what JSON can say, got: ${p.got}. Keep an id instead.`,
}
