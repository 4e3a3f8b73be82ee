export const viteMessages = {
  'vite/void-children': (p: { tag: string }): string =>
    `<${p.tag}> has children. Expected none, since HTML gives <${p.tag}> no end tag. ` +
    `Write <${p.tag} /> and put the content beside it.`,
  'vite/children-attribute': (p: { tag: string }): string =>
    `<${p.tag}> has an attribute named children. Expected children between the tags. ` +
    `Write <${p.tag}>{children}</${p.tag}>.`,
  'vite/duplicate-attribute': (p: { tag: string; name: string }): string =>
    `<${p.tag}> has the attribute ${p.name} twice. Expected each attribute once. Remove one of them.`,
  'vite/key-without-value': (p: { tag: string }): string =>
    `<${p.tag}> has a key without a value. Expected a string or a number. Write key={item.id}.`,
  'vite/key-ignored': (p: { tag: string; root: string }): string =>
    `The key of <${p.tag}> does nothing, because <${p.tag}> always stands at the same place in ` +
    `<${p.root}>. Expected keys only on what a list repeats. Remove it, or put it on <${p.root}>.`,
}
