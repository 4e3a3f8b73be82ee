/** `vango/jsx-runtime`: what JSX compiles to, and its types. */
export { Fragment, jsx, jsxAttr, jsxEscape, jsxs, jsxTemplate } from './vdom/jsx.ts'
export type { JSX } from './vdom/jsx-types/index.ts'
