/** `vango/client`: the thin client, for a page that starts it itself. Live pages load it bundled. */
export { start as startClient } from './client/main.ts'
