/** Error texts of attributes, handlers and HTML output. */
export const htmlMessages = {
  'html/bad-attribute': (p: { tag: string; name: string; got: string }): string =>
    `The attribute ${p.name} of <${p.tag}> has a value that no attribute can have. ` +
    `Expected a string, a number, a boolean or nothing, got: ${p.got}. Turn it into text first; ` +
    `class and style also take objects, and event handlers are named onClick, onInput and so on.`,
  'html/bad-attribute-name': (p: { tag: string; name: string }): string =>
    `<${p.tag}> has an attribute whose name could end the tag or begin another attribute. ` +
    `Expected a name without white space, quotes, <, >, / and =, got: ${JSON.stringify(p.name)}. ` +
    `Do not spread props whose names come from users.`,
  'html/reserved-attribute': (p: { tag: string; name: string }): string =>
    `<${p.tag}> sets ${p.name}, by which Vango itself addresses elements. ` +
    `Expected any other name, got: ${p.name}. Choose another data-* name.`,
  'html/inline-handler': (p: { tag: string; name: string }): string =>
    `<${p.tag}> has the inline handler ${p.name}, which would run text as code in the browser. ` +
    `Expected a handler that runs on the server, got an attribute: ${p.name}. ` +
    `Write the event in camel case with a function, for example onClick={() => …}.`,
  'html/raw-html-expected': (p: { name: string; got: string }): string =>
    `${p.name} was given something that nobody vouched for as HTML. ` +
    `Expected unsafeHtml(html), got: ${p.got}. Put text between the tags as a child instead; ` +
    `if it must be HTML, sanitise it and wrap it: ${p.name}={unsafeHtml(html)}.`,
  'html/bad-class': (p: { tag: string; got: string }): string =>
    `The class of <${p.tag}> contains something that is neither a name nor a condition. ` +
    `Expected strings, objects of booleans, and arrays of these, got: ${p.got}. ` +
    `Read a signal with .get() before you use it as a condition.`,
  'html/bad-style': (p: { tag: string; name: string; got: string }): string =>
    `The style of <${p.tag}> has a declaration that is not one: ${p.name}. ` +
    `Expected a CSS property with a string or a number, got: ${p.got}. ` +
    `Write { fontSize: 12 }, { 'font-size': '1rem' } or { '--gap': 4 }.`,
  'html/refused-url': (p: { tag: string; name: string; value: string }): string =>
    `A URL that runs code was left out of <${p.tag} ${p.name}>. ` +
    `Expected http:, https:, mailto:, a path or the like, got: ${excerpt(p.value)}. ` +
    `Check where the value comes from; use onClick to run code.`,
  'html/refused-style': (p: { tag: string; name: string; value: string }): string =>
    `A style value that does not end where it should was left out of <${p.tag}>: ${p.name}. ` +
    `Expected one CSS value with balanced quotes and brackets, got: ${excerpt(p.value)}. ` +
    `Check where the value comes from.`,
  'html/raw-text': (p: { tag: string }): string =>
    `The text in <${p.tag}> contains its own end tag. ` +
    `Expected text without </${p.tag}, which nothing can escape there. Use another element.`,
  'html/bad-handler': (p: { name: string; got: string }): string =>
    `${p.name} was given something that cannot be called. ` +
    `Expected a function, on(function, options) or nothing, got: ${p.got}. ` +
    `Write ${p.name}={() => …}, not ${p.name}={f()}.`,
  'html/bad-event-name': (p: { name: string }): string =>
    `${JSON.stringify(p.name)} does not name an event. ` +
    `Expected on and a name in camel case of letters, digits, - . : and _, such as onClick.`,
  'html/bad-listener-option': (p: { option: string; expected: string; got: string }): string =>
    `on() was given an option it cannot follow: ${p.option}. ` +
    `Expected ${p.expected}, got: ${p.got}. Leave the option out if you do not need it.`,
}

function excerpt(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)
}
