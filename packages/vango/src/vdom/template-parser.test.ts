import { describe, expect, test } from 'vitest'
import { jsxAttr, jsxTemplate } from './jsx.ts'
import {
  HOLE_ATTRIBUTE,
  HOLE_CHILD,
  HOLE_EVENT,
  HOLE_KEY,
  HOLE_PROPERTY,
  PART_HOLE,
  PART_MARK,
} from './template.ts'
import type { Template } from './template.ts'
import { toTemplate } from './template-parser.ts'

const kindNames = new Map([
  [HOLE_CHILD, 'child'],
  [HOLE_ATTRIBUTE, 'attribute'],
  [HOLE_PROPERTY, 'property'],
  [HOLE_EVENT, 'event'],
  [HOLE_KEY, 'key'],
])

function read(strings: readonly string[], values?: readonly unknown[]): Template {
  return toTemplate(strings, values ?? strings.slice(1))
}

/** `#0` marks the element with offset 0, `{kind@offset}` is a hole, `[@0 onClick]` its listeners. */
function show({ parts }: Template): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part
      if (part.kind === PART_MARK) return `#${part.offset}`
      if (part.kind === PART_HOLE) {
        const { kind, name, offset, only } = part.hole
        const label = name === '' ? kindNames.get(kind) : name
        return `{${label}@${offset}${only ? ' only' : ''}${part.afterText ? ' after text' : ''}}`
      }
      const { offset, holes } = part.listeners
      return `[@${offset} ${holes.map((hole) => hole.name).join(' ')}]`
    })
    .join('')
}

function kindsOf(template: Template): string[] {
  return template.holes.map((hole) => `${hole.index}: ${kindNames.get(hole.kind)} ${hole.name}`)
}

describe('offsets', () => {
  test.each([
    ['the root is 0', ['<p>', '</p>'], '<p#0>{child@0 only}</p>', 1],
    ['a root without holes is 0', ['<p>still</p>'], '<p#0>still</p>', 1],
    [
      'anchors count on in order',
      ['<p>', ' and ', '', '</p>'],
      '<p#0>{child@1} and {child@2 after text}{child@3}</p>',
      4,
    ],
    [
      'an element in which nothing changes has none',
      ['<div><h1>still</h1><p class=', '>text</p><b>still</b></div>'],
      '<div#0><h1>still</h1><p#1{class@1}>text</p><b>still</b></div>',
      2,
    ],
    [
      'an element has one for all its holes',
      ['<div><a href=', ' onClick=', '>', '</a></div>'],
      '<div#0><a#1{href@1}[@1 onClick]>{child@1 only}</a></div>',
      2,
    ],
    [
      'an only child beside an anchor',
      ['<div>', '<b>', '</b></div>'],
      '<div#0>{child@1}<b#2>{child@2 only}</b></div>',
      3,
    ],
  ])('%s', (_, strings, expected, size) => {
    const template = read(strings)

    expect(show(template)).toBe(expected)
    expect(template.size).toBe(size)
  })
})

describe('children', () => {
  test.each([
    ['a hole before text is not alone', ['<p>', ' items</p>'], '<p#0>{child@1} items</p>'],
    ['a hole after text is told so', ['<p>Hello ', '</p>'], '<p#0>Hello {child@1 after text}</p>'],
    ['a hole after an element', ['<p><br>', '</p>'], '<p#0><br>{child@1}</p>'],
    [
      'a hole after an element and text',
      ['<p><br>text', '</p>'],
      '<p#0><br>text{child@1 after text}</p>',
    ],
    ['white space is text', ['<p> ', '</p>'], '<p#0> {child@1 after text}</p>'],
    ['a hole after a hole', ['<p>', '', '</p>'], '<p#0>{child@1}{child@2}</p>'],
  ])('%s', (_, strings, expected) => {
    expect(show(read(strings))).toBe(expected)
  })
})

describe('attributes', () => {
  test('are told apart by name and tag', () => {
    const strings = ['<input value=', ' checked=', ' class=', ' onInput=', ' aria-label=', '>']

    expect(kindsOf(read(strings))).toEqual([
      '0: property value',
      '1: property checked',
      '2: attribute class',
      '3: event onInput',
      '4: attribute aria-label',
    ])
  })

  test('static ones stay as they are written', () => {
    const html = '<p class="a &quot;b&quot; > c" hidden title="">text</p>'

    expect(show(read([html]))).toBe(html.replace('<p', '<p#0'))
  })

  test('static and changing ones may take turns', () => {
    const strings = ['<p id="a" class=', ' hidden title=', ' lang="en">x</p>']

    expect(show(read(strings))).toBe('<p#0 id="a"{class@0} hidden{title@0} lang="en">x</p>')
  })

  test('several listeners of one element are one list, in order', () => {
    const strings = ['<b onClick=', ' class=', ' onInput=', '><i onBlur=', '>x</i></b>']

    const template = read(strings)

    expect(show(template)).toBe('<b#0{class@0}[@0 onClick onInput]><i#1[@1 onBlur]>x</i></b>')
    expect(template.listeners.map(({ offset }) => offset)).toEqual([0, 1])
  })
})

describe('keys', () => {
  test('a static key of the root is read and not printed', () => {
    const template = read(['<li class="x" key="a &amp; &quot;b&quot; &lt;">text</li>'])

    expect([template.key, template.keyHole]).toEqual(['a & "b" <', -1])
    expect(show(template)).toBe('<li#0 class="x">text</li>')
  })

  test('a key hole is not printed and takes no hid', () => {
    const template = read(['<li key=', '>', '</li>'])

    expect([template.key, template.keyHole, template.size]).toEqual([undefined, 0, 1])
    expect(show(template)).toBe('<li#0>{child@0 only}</li>')
    expect(kindsOf(template)).toEqual(['0: key key', '1: child '])
  })

  test('an instance has the key of its values', () => {
    const strings = ['<li class=', ' key=', '></li>']

    expect(jsxTemplate(strings, 'x', 7).key).toBe(7)
  })

  test('below the root a key is an attribute like any other', () => {
    const template = read(['<ul><li key=', '></li></ul>'])

    expect(kindsOf(template)).toEqual(['0: attribute key'])
  })
})

describe('elements without an end tag', () => {
  test('do not contain what follows', () => {
    expect(show(read(['<p><br>', '<img src=', '>', '</p>']))).toBe(
      '<p#0><br>{child@1}<img#2{src@2}>{child@3}</p>',
    )
  })

  test('may be the root', () => {
    const template = read(['<input value=', '>'])

    expect([template.tag, template.size, show(template)]).toEqual([
      'input',
      1,
      '<input#0{value@0}>',
    ])
  })
})

describe('raw text', () => {
  test.each([
    '<style>a > b { color: "<" }</style>',
    '<script>if (a < b && c) d("</p>")</script>',
    '<div><style>p::before { content: "<p>" }</style>x</div>',
    '<textarea>a <b> c</textarea>',
  ])('%s is not read as tags', (html) => {
    expect(show(read([html]))).toBe(html.replace(/^<\w+/, '$&#0'))
  })
})

describe('names that only the values have', () => {
  test('are read from jsxAttr', () => {
    const strings = ['<a ', ' ', '>', '</a>']
    const values = [jsxAttr('href', '/x'), jsxAttr('onClick', undefined), 'text']

    const template = read(strings, values)

    expect(template.wrapped).toBe(true)
    expect(show(template)).toBe('<a#0{href@0}[@0 onClick]>{child@0 only}</a>')
  })

  test('instances have the plain values', () => {
    const strings = ['<a ', ' ', '>', '</a>']
    const handler = (): void => {}

    const node = jsxTemplate(strings, jsxAttr('href', '/x'), jsxAttr('onClick', handler), 'text')

    expect(node.values).toEqual(['/x', handler, 'text'])
  })

  test('a key among them is the key', () => {
    const node = jsxTemplate(['<li ', '></li>'], jsxAttr('key', 'k'))

    expect(node.key).toBe('k')
  })

  test('something else in their place is an error that says so', () => {
    expect(() => read(['<a ', '>x</a>'], ['/x'])).toThrow('vdom/template-')
  })
})

describe('templates', () => {
  test('are read once for the same strings', () => {
    const strings = ['<p>', '</p>']

    expect(jsxTemplate(strings, 1).template).toBe(jsxTemplate(strings, 2).template)
    expect(jsxTemplate(['<p>', '</p>'], 1).template).not.toBe(jsxTemplate(strings, 1).template)
  })

  test.each<[string, string[], unknown[]]>([
    ['two roots', ['<p></p><p></p>'], []],
    ['no root', ['text'], []],
    ['nothing', [''], []],
    ['a hole without a root', ['', ''], [1]],
    ['a hole after the root', ['<p></p>', ''], [1]],
    ['an element that is not closed', ['<p><b></b>'], []],
    ['a tag that is not closed', ['<p'], []],
    ['a stray <', ['<p>1 < 2</p>'], []],
    ['an attribute that is not quoted', ['<p class=a>x</p>'], []],
    ['a slash in a tag', ['<p><br/>x</p>'], []],
    ['text before the root', ['x<p></p>'], []],
    ['text after the root', ['<p></p>x'], []],
    ['an end tag of another element', ['<p><b>x</p></b>'], []],
  ])('refuses %s', (_, strings, values) => {
    expect(() => read(strings, values)).toThrow('vdom/template-root')
  })

  test.each<[string[], unknown[]]>([
    [['<p>', '</p>'], []],
    [['<p></p>'], [1]],
  ])('refuses %j with %j', (strings, values) => {
    expect(() => read(strings, values)).toThrow(
      `[vdom/template-values] A template was called with the wrong number of values. ` +
        `Expected one for each of its ${strings.length - 1} holes, got: ${values.length}.`,
    )
  })
})
