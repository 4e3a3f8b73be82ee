/**
 * The same source compiled by us and by Vite's own JSX transform, rendered to HTML by a tiny renderer
 * for each: both must show the same, and evaluate the same expressions in the same order.
 */
import { runInThisContext } from 'node:vm'
import { transformWithOxc } from 'vite'
import { describe, expect, test } from 'vitest'
import { toAttribute } from '../vdom/attributes.ts'
import { isEventName } from '../vdom/events.ts'
import { toTemplate, voidTags } from '../vdom/template-parser.ts'
import { compileModule } from './fixtures/compile.ts'

// --- the two renderers ---

class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

function show(child: unknown): string {
  if (child instanceof Html) return child.text
  if (Array.isArray(child)) return child.map(show).join('')
  if (child === null || child === undefined || typeof child === 'boolean') return ''
  return escape(String(child))
}

function escape(text: string): string {
  const names: Record<string, string> = { '&': 'amp', '<': 'lt', '\r': '#13' }
  return text.replace(/[&<\r]/g, (character) => `&${names[character]};`)
}

function showAttribute(tag: string, name: string, value: unknown): string {
  if (isEventName(name)) return ` ${name}="${String(value)}"`
  const shown = toAttribute(tag, name, value)
  if (shown === undefined || shown === true) return shown === true ? ` ${name}` : ''
  return ` ${name}="${escape(shown).replaceAll('"', '&quot;')}"`
}

type Type = string | ((props: Record<string, unknown>) => unknown)

function jsx(type: Type, props: Record<string, unknown>, key?: unknown): Html {
  const comment = key === undefined ? '' : `<!--${escape(String(key))}-->`
  if (typeof type === 'function') return new Html(comment + show(type(props)))

  const { children, ...attributes } = props
  const opening = Object.entries(attributes).map(([name, value]) =>
    showAttribute(type, name, value),
  )
  const start = `${comment}<${type}${opening.join('')}>`
  if (voidTags.has(type)) return new Html(start)

  const inside = type === 'style' ? String(children) : show(children)
  const newline = type === 'pre' && inside.startsWith('\n') ? '\n' : ''
  return new Html(`${start}${newline}${inside}</${type}>`)
}

function jsxTemplate(strings: string[], ...values: unknown[]): Html {
  // Throws for strings that the runtime could not read.
  toTemplate(strings, values)

  let html = ''
  strings.forEach((text, index) => {
    html += text
    if (index === values.length) return
    // Good enough for the snippets below, none of which has such a text in front of a child.
    const attribute = / ([\w:-]+)=$/.exec(html)
    if (attribute === null) {
      html += show(values[index])
    } else {
      const tag = /^[\w:-]+/.exec(html.slice(html.lastIndexOf('<') + 1))![0]
      html = html.slice(0, attribute.index) + showAttribute(tag, attribute[1]!, values[index])
    }
  })
  return new Html(html.replace(/^<([\w:-]+)([^>]*) key="([^"]*)"/, '<!--$3--><$1$2'))
}

const runtime = {
  jsx,
  jsxs: jsx,
  jsxTemplate,
  Fragment: (props: { children?: unknown }) => props.children,
}

// --- running a snippet ---

const scope = `
  const { Fragment } = runtime
  const log = [], t = (name, value = name) => (log.push(name), value)
  const yes = true, no = false, list = ['x', 'y<'], props = { id: 'i', title: 'from "props"' }
  const Box = (p) => <section {...p.rest}>{p.title}: {p.children}</section>
  const Each = (p) => p.of.map(p.children)
  const ns = { Item: (p) => <i>{p.children}</i> }
`

async function run(source: string, filename: string): Promise<unknown> {
  const { code } = await transformWithOxc(source, filename, {
    jsx: { runtime: 'automatic', importSource: 'vango', development: false },
    sourcemap: false,
    sourceType: 'module',
  })
  const body = code.replace(/^import \{(.*)\} from .*$/m, (_, names: string) => {
    return `const {${names.replaceAll(' as ', ': ')}} = runtime;`
  })
  const { result, log } = runInThisContext(`(runtime) => { ${body}; return { result, log } }`)(
    runtime,
  ) as {
    result: unknown
    log: string[]
  }
  return { html: show(result), log }
}

const snippets = [
  '<p/>',
  '<p></p>',
  '<p>text</p>',
  '<p> a </p>',
  '<p>\n  a\n  b\n</p>',
  '<p>\n  a {1}\n  b\n</p>',
  '<p>\n  {1}\n  {2}\n</p>',
  '<p>\n  {1}{" "}\n  {2}\n</p>',
  '<p>a&nbsp;b &lt; c &amp;amp; &copy;&#65;&#x42;&nope;</p>',
  '<p>\n  &nbsp;\n</p>',
  '<p>a\u00a0\n\u00a0b</p>',
  '<p>{"<b>&amp;</b>"}</p>',
  '<p>{`a\n  b`}</p>',
  '<p>{"a"}{"b"} {"c"}</p>',
  '<p>{0}{1.5}{-1}{1e21}{0x10}</p>',
  '<p>{true}{false}{null}{undefined}{/* no */}</p>',
  '<p>{"quote \\" and \\u0041"}</p>',
  '<p>{t("a")}{t("b")} c {t("d")}</p>',
  '<p>{"\\r\\n"}</p>',
  '<pre>{"\\n"}a</pre>',
  '<pre>\n  a\n  b\n</pre>',
  '<p class="a" title=\'b "c"\'/>',
  '<p class="&lt;&quot;&apos;&eacute;"/>',
  '<p class="two\n  lines"/>',
  '<p class={"a"} lang={`b`} tabindex={-1} hidden={true} draggable={false} title={null}/>',
  '<p a b={yes} c={no} d={undefined} e={0} f={""}/>',
  '<p data-a-b="1" aria-label={t("l")} aria-hidden aria-busy={no}/>',
  '<li value={3} draggable spellcheck={false}/>',
  '<svg viewBox="0 0 1 1"><use xlink:href="#a" stroke-width={2}/></svg>',
  '<input value="a&amp;b" checked disabled={no}/>',
  '<div><br/>a<hr></hr><img alt="" src={t("src")}/></div>',
  '<div><span/><my-element some-attr={1}/></div>',
  '<p onClick={t("f")} class={t("c")}>{t("x")}</p>',
  '<p style="a: b">{t("s")}</p>',
  '<style>a</style>',
  '<style>{"a > b & c"}</style>',
  '<title>{t("title")}</title>',
  '<select class="a"><option>b</option></select>',
  '<select onChange={1}><option selected>b</option>{t("c")}</select>',
  '<textarea>{t("value")}</textarea>',
  '<p {...props}/>',
  '<p title="before" {...props} class={t("c")}>a {t("b")}</p>',
  '<p {...props} {...t("s", { title: "other" })} title={t("last")}/>',
  '<p title="x" {...props}><b>in</b></p>',
  '<Box title={t("a")} rest={{ class: t("b") }}>{t("c")}</Box>',
  '<Box title={<b>bold</b>}>a{" "}\n  <i>b</i>\n</Box>',
  '<Box {...props} title="x">y</Box>',
  '<Box>{...list}</Box>',
  '<div>{...list} and {...list}</div>',
  '<ns.Item>{t("a")}</ns.Item>',
  '<Each<string> of={list}>{(item: string) => <li>{item}</li>}</Each>',
  '<ul>{list.map((item, i) => <li key={item}>{i}: {item}</li>)}</ul>',
  '<ul>{list.map((item) => <ns.Item key={item}>{item as string}</ns.Item>)}</ul>',
  '<li key="a" class="b">c</li>',
  '<li class="b" key="a">c</li>',
  '<></>',
  '<>a{t("b")}<p/></>',
  '<Fragment key="k">a{t("b")}</Fragment>',
  '<div><>a<b>{t("c")}</b></></div>',
  '<p>{yes ? <b>yes</b> : <i>no</i>}{no && <u/>}{yes && <u>{t("u")}</u>}</p>',
  '<p title={((a: number) => `${a}` satisfies string)(1)}>{(list as string[])[0]!}</p>',
  '((a = <p>{t("default")}</p>) => a)()',
  'new (class { a = <p>{t("field")}</p> })().a',
  '[<p>1</p>, <p>{t("2")}</p>, "3"]',
  '<a><b><c><d e={t("e")}><f>{t("f")}<g/></f>{t("h")}</d></c></b></a>',
  '<p title={t("1")}><Box title={t("2")} key={t("4")}>{t("3")}</Box><b lang={t("5")}/>{t("6")}</p>',
  '<Box key={t("2")} title={t("1")}/>',
  '<p>é😀{"ü"}{t("ñ")}</p>',
]

describe('compiled and plain show and do the same', () => {
  test.each(snippets)('%j', async (snippet) => {
    const source = `${scope} const result = ${snippet}`
    const compiled = compileModule(source)

    // In a .ts file JSX would be a syntax error: none may be left.
    expect(await run(compiled, 'a.ts')).toEqual(await run(source, 'a.tsx'))
  })
})
