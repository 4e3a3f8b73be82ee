import { describe, expect, test } from 'vitest'
import { unsafeHtml } from '../vdom/attributes.ts'
import { on } from '../vdom/events.ts'
import { openPage } from '../vdom/fixtures/page.ts'
import { jsx, jsxs, Portal } from '../vdom/jsx.ts'
import type { Child } from '../vdom/vnode.ts'

const evil = `<b>&"'</b>`

/** The HTML of a page that nothing can change. */
function print(child: Child): string {
  return openPage(() => child).printed
}

describe('text and attributes are escaped for their place', () => {
  test.each<[string, Child, string]>([
    ['text', <p>{evil}</p>, `<p>&lt;b>&amp;"'&lt;/b></p>`],
    [
      'text of an element built at run time',
      jsx('p', { children: evil }),
      `<p>&lt;b>&amp;"'&lt;/b></p>`,
    ],
    ['text in a list', <p>{[evil]}</p>, `<p>&lt;b>&amp;"'&lt;/b></p>`],
    ['an attribute', <p title={evil}>x</p>, `<p title="&lt;b>&amp;&quot;'&lt;/b>">x</p>`],
    ['a field', <input value={evil} />, `<input value="&lt;b>&amp;&quot;'&lt;/b>">`],
    [
      'a key',
      <p onKeyDown={on(() => {}, { keys: ['"'] })}>x</p>,
      `data-on="keydown;keys=&quot;">x</p>`,
    ],
    ['the target of a portal', <Portal to={'"'} />, `<vango-portal data-hid="2" data-to="&quot;">`],
    ['a title', jsx('title', { children: evil }), `<title>&lt;b>&amp;"'&lt;/b></title>`],
    [
      'a textarea',
      jsx('textarea', { children: evil }),
      `<textarea>&lt;b>&amp;"'&lt;/b></textarea>`,
    ],
    [
      'a script',
      jsx('script', { children: 'a("</script>")' }),
      '<script>a("\\u003c/script>")</script>',
    ],
    ['a style', jsx('style', { children: 'a>b{}</style>' }), '<style>a>b{}\\3c /style></style>'],
  ])('%s', (_, child, html) => {
    expect(print(child)).toContain(html)
  })

  test('text that JSON can carry is never HTML', () => {
    const json = JSON.parse('{"kind":2,"tag":"script","child":"alert(1)","props":{}}') as Child

    expect(() => print(<p>{json}</p>)).toThrow('vdom/unknown-child')
  })
})

describe('attributes', () => {
  test.each<[string, Child, string]>([
    ['true is a bare one', <input disabled={Boolean(1)} />, '<input disabled>'],
    [
      'false, null and undefined are none',
      <p hidden={false} title={null} lang={undefined} />,
      '<p></p>',
    ],
    ['ARIA has words', <p aria-busy={Boolean(0)} />, '<p aria-busy="false"></p>'],
    ['a class may be a list', <p class={['a', { b: true, c: false }]} />, '<p class="a b"></p>'],
    ['a style may be an object', <p style={{ fontSize: 12 }} />, '<p style="font-size:12px"></p>'],
    [
      'a URL that runs code is left out',
      <a href={['javascript', 'alert(1)'].join(':')}>x</a>,
      '<a>x</a>',
    ],
    [
      'a checked field',
      <input type="checkbox" checked={Boolean(1)} />,
      '<input type="checkbox" checked>',
    ],
    ['an unchecked field', <input checked={Boolean(0)} />, '<input>'],
    ['an empty field', <input value={''} />, '<input value="">'],
    ['a field without a value', <input value={undefined} />, '<input>'],
    ['spread ones', <p {...{ title: 'a', hidden: true }}>x</p>, '<p title="a" hidden>x</p>'],
    ['an indeterminate field is for the browser', <input indeterminate={Boolean(1)} />, '<input>'],
  ])('%s', (_, child, html) => {
    expect(print(child)).toBe(html)
  })

  test('a name that ends the tag is an error', () => {
    expect(() => print(jsx('p', { 'a>': 'x' }))).toThrow('html/bad-attribute-name')
  })
})

describe('elements', () => {
  test.each<[string, Child, string]>([
    ['void ones have no end tag', [<br />, jsx('img', { alt: '' })], '<br><img alt="">'],
    ['empty ones have one', [<p />, jsx('p', {})], '<p></p><p></p>'],
    ['nothing is nothing', [null, undefined, true, false, '', []], ''],
    ['numbers are text', [0, 1.5, 10n], '01.510'],
    [
      'fragments have no tag',
      <>
        <i>a</i>b
      </>,
      '<i>a</i>b',
    ],
    [
      'custom ones',
      jsx('my-element', { 'some-name': 1 }),
      '<my-element some-name="1"></my-element>',
    ],
    [
      'several children of a title are one text',
      jsx('title', { children: ['a', 1, ['b']] }),
      '<title>a1b</title>',
    ],
  ])('%s', (_, child, html) => {
    expect(print(child)).toBe(html)
  })

  test.each<[string, Child, string]>([
    ['the prop of a textarea', <textarea value={'a<b'} />, '<textarea>a&lt;b</textarea>'],
    ['no value in a textarea', <textarea value={undefined}>x</textarea>, '<textarea>x</textarea>'],
    ['a first line break in a textarea', <textarea value={'\na'} />, '<textarea>\n\na</textarea>'],
    ['one in its text', jsx('textarea', { children: '\na' }), '<textarea>\n\na</textarea>'],
    ['one in a pre', <pre>{'\na'}</pre>, '<pre>\n\na</pre>'],
    [
      'one in front of others in a pre',
      jsxs('pre', { children: ['\n', <b>a</b>] }),
      '<pre>\n\n<b>a</b></pre>',
    ],
    ['one in a pre built at run time', jsx('pre', { children: '\na' }), '<pre>\n\na</pre>'],
  ])('%s is what the browser shows', (_, child, html) => {
    expect(print(child)).toBe(html)
  })
})

describe('HTML as it is', () => {
  test('needs the brand of unsafeHtml', () => {
    const html = '<i onclick="x()">&amp;</i>'

    expect(print(<div innerHTML={unsafeHtml(html)} />)).toBe(`<div>${html}</div>`)
  })

  test.each<[string, unknown]>([
    ['a string', '<i>x</i>'],
    ['JSON', JSON.parse('{"html":"<i>x</i>"}')],
  ])('is refused from %s', (_, html) => {
    expect(() => print(jsx('div', { innerHTML: html }))).toThrow('html/raw-html-expected')
  })

  test('is not a child', () => {
    expect(() => print(<div>{unsafeHtml('<i>x</i>') as unknown as Child}</div>)).toThrow(
      'vdom/unknown-child',
    )
  })
})
