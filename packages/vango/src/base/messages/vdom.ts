export const vdomMessages = {
  'vdom/unknown-child': (p: { got: string; component: string }): string =>
    `${p.component} rendered a child that cannot be shown. Expected text, a number, JSX, an array of these, ` +
    `a signal or nothing, got: ${p.got}. Turn it into text or JSX first.`,
  'vdom/async-component': (p: { component: string }): string =>
    `${p.component} rendered a Promise, as an async function does. Expected components to return at once. Load with ` +
    `resource() and read its value(), which lets <Suspense> show a fallback meanwhile.`,
  'vdom/no-component': (p: { got: string }): string =>
    `JSX names a component that is not there. Expected a function or the name of an element, got: ${p.got}. ` +
    `Check that it is exported, and imported by the right name.`,
  'vdom/duplicate-key': (p: { key: string; component: string }): string =>
    `Two children of one list in ${p.component} have the key ${p.key}. Expected each key once among its siblings. ` +
    `Use an id of the item as its key.`,
  'vdom/bad-tag': (p: { tag: string }): string =>
    `An element has a tag name that HTML does not know. Expected a letter, then letters, digits, - . : or _, ` +
    `got: ${JSON.stringify(p.tag.slice(0, 40))}. If it comes from data, choose it from a list of your own.`,
  'vdom/bad-portal': (p: { got: string }): string =>
    `A <Portal> has no target. Expected a CSS selector in its prop to, such as "#dialogs", got: ${p.got}.`,
  'vdom/too-deep': (p: { component: string; levels: number }): string =>
    `${p.component} rendered elements more than ${p.levels} levels deep, which no browser is sent. Expected a tree ` +
    `that ends somewhere. Check the data: something in them may contain itself.`,
  'vdom/template-values': (p: { holes: number; values: number }): string =>
    `A template was called with the wrong number of values. Expected one for each of its ${p.holes} holes, ` +
    `got: ${p.values}. jsxTemplate is for compilers; write JSX, or call jsx().`,
  'vdom/template-root': (p: { html: string; roots: number }): string =>
    `A template must have one root element. Expected one closed element, got ${p.roots}: ${p.html.slice(0, 200)}. ` +
    `If another compiler than Vango's made it, switch it to the plain automatic JSX runtime.`,
}
