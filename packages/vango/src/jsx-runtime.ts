/** `vango/jsx-runtime`: what JSX compiles to, and its types. */
export { Fragment, jsx, jsx as jsxs, jsxAttr, jsxEscape, jsxTemplate } from './vdom/jsx.ts'
export type { JSX } from './vdom/jsx-types/index.ts'
