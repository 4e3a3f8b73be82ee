/** `vango/jsx-dev-runtime`: the same, under the name that tools use in development. */
export { Fragment, jsxDEV } from './vdom/jsx.ts'
export type { JSX } from './vdom/jsx-types/index.ts'
