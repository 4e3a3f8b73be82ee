import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isProperty, isRawHtml, toAttribute, toProperty, unsafeHtml } from './attributes.ts'
import { onRefused } from './urls.ts'
import type { Refused } from './urls.ts'

describe('toAttribute', () => {
  test.each([
    ['a', 'title', 'x', 'x'],
    ['a', 'title', '', ''],
    ['td', 'colspan', 2, '2'],
    ['a', 'title', undefined, undefined],
    ['a', 'title', null, undefined],
    ['a', 'title', false, undefined],
    ['a', 'download', true, true],
    ['a', 'download', 'a.txt', 'a.txt'],
    ['div', 'hidden', 'until-found', 'until-found'],
    ['input', 'disabled', true, true],
    ['input', 'disabled', false, undefined],
    ['input', 'disabled', 0, undefined],
    ['input', 'disabled', 1, true],
    // Text is what HTML makes of it: present.
    ['input', 'disabled', '', ''],
    ['div', 'aria-hidden', true, 'true'],
    ['div', 'aria-hidden', false, 'false'],
    ['div', 'draggable', false, 'false'],
    ['div', 'contenteditable', true, 'true'],
    ['div', 'contenteditable', 'plaintext-only', 'plaintext-only'],
    ['svg', 'preserveAlpha', false, 'false'],
    ['div', 'data-open', true, 'true'],
    ['div', 'data-open', false, 'false'],
    ['div', 'data-open', undefined, undefined],
    ['path', 'stroke-width', 1.5, '1.5'],
    ['a', 'href', 5, '5'],
  ])('<%s> %s=%j is %j', (tag, name, value, expected) => {
    expect(toAttribute(tag, name, value)).toBe(expected)
  })

  test.each([
    [['a', 'b'], 'a b'],
    [{ a: true, b: false, 'c d': true }, 'a c d'],
    [['a', undefined, false, null, ['b', { c: true }], ''], 'a b c'],
    [{ a: false }, undefined],
    [[], undefined],
    ['', ''],
  ])('joins the class %j to %j', (value, expected) => {
    expect(toAttribute('p', 'class', value)).toBe(expected)
  })

  test('prints integers of any size', () => {
    expect(toAttribute('p', 'data-id', 9007199254740993n)).toBe('9007199254740993')
    expect(toProperty('value', 9007199254740993n)).toBe('9007199254740993')
  })

  test('refuses a class condition that is always true', () => {
    const isOpen = { get: () => false, peek: () => false }

    expect(() => toAttribute('p', 'class', { open: isOpen })).toThrow(/html\/bad-class.*\.get\(\)/s)
    expect(() => toAttribute('p', 'class', [1])).toThrow('html/bad-class')
  })

  test.each([
    ['an object', {}],
    ['an array', ['a']],
    ['a function', () => 'a'],
    ['a symbol', Symbol('a')],
    ['a date', new Date(0)],
    ['raw HTML', unsafeHtml('<b>')],
  ])('refuses %s as text and names tag and attribute', (_name, value) => {
    expect(() => toAttribute('a', 'title', value)).toThrow(/html\/bad-attribute\] .*title of <a>/)
  })

  test.each(['a b', 'a"', "a'", 'a>', 'a<', 'a/', 'a=', 'a\n', 'a\0', ''])(
    'refuses the attribute name %j',
    (name) => {
      expect(() => toAttribute('a', name, 'x')).toThrow('html/bad-attribute-name')
      expect(() => toAttribute('a', name, undefined)).toThrow('html/bad-attribute-name')
    },
  )

  test.each(['onclick', 'ONCLICK', 'onClick', 'onbegin', 'onanything'])('refuses %s', (name) => {
    expect(() => toAttribute('a', name, 'alert(1)')).toThrow('html/inline-handler')
  })

  test.each(['data-hid', 'data-on', 'DATA-HID'])('refuses %s, which is the renderer’s', (name) => {
    expect(() => toAttribute('a', name, '1')).toThrow('html/reserved-attribute')
  })

  test('takes srcdoc only as raw HTML, in any case', () => {
    expect(toAttribute('iframe', 'srcdoc', unsafeHtml('<b>'))).toBe('<b>')
    expect(toAttribute('iframe', 'srcdoc', undefined)).toBe(undefined)
    expect(() => toAttribute('iframe', 'srcdoc', '<b>')).toThrow('html/raw-html-expected')
    expect(() => toAttribute('iframe', 'SrcDoc', '<b>')).toThrow('html/raw-html-expected')
    expect(() => toAttribute('iframe', 'srcdoc', { html: '<b>' })).toThrow('html/raw-html-expected')
  })

  test.each([
    ['a', 'href'],
    ['a', 'HREF'],
    ['use', 'xlink:href'],
    ['form', 'action'],
    ['button', 'formaction'],
    ['iframe', 'src'],
    ['object', 'data'],
    ['animate', 'values'],
    ['set', 'to'],
  ])('leaves a URL that runs out of <%s %s> and tells', (tag, name) => {
    const refused: Refused[] = []
    const undo = onRefused((value) => refused.push(value))

    const attribute = toAttribute(tag, name, 'javascript:alert(1)')
    undo()

    expect(attribute).toBe(undefined)
    const value = 'javascript:alert(1)'
    expect(refused).toEqual([{ code: 'html/refused-url', tag, name, value }])
  })

  test('leaves a refresh to code out of <meta>', () => {
    expect(toAttribute('meta', 'content', '0;url=javascript:alert(1)')).toBe(undefined)
    expect(toAttribute('meta', 'content', '5; url=/next')).toBe('5; url=/next')
    expect(toAttribute('meta', 'content', 'About javascript: URLs')).toBe('About javascript: URLs')
  })

  test('takes a name only if it is one name in HTML, and no handler', () => {
    const isTaken = (name: string): boolean => {
      try {
        return toAttribute('div', name, 'x') === 'x'
      } catch {
        return false
      }
    }

    assert(property(string(), (name) => !isTaken(name) || /^(?!on)[^\s"'<>/=]+$/i.test(name)))
  })
})

describe('properties', () => {
  test.each([
    ['input', 'value', true],
    ['textarea', 'value', true],
    ['select', 'value', true],
    ['option', 'value', false],
    ['li', 'value', false],
    ['input', 'checked', true],
    ['input', 'indeterminate', true],
    ['option', 'selected', true],
    ['video', 'muted', true],
    ['div', 'innerHTML', true],
    ['div', 'class', false],
  ])('<%s> %s: %j', (tag, name, expected) => {
    expect(isProperty(tag, name)).toBe(expected)
  })

  test.each([
    ['value', 'a', 'a'],
    ['value', 3, '3'],
    ['value', undefined, ''],
    ['value', null, ''],
    ['value', false, ''],
    ['checked', true, true],
    ['checked', undefined, false],
    ['checked', 0, false],
    ['checked', '', true],
    ['selected', 'selected', true],
    ['innerHTML', unsafeHtml('<b>'), '<b>'],
    ['innerHTML', undefined, ''],
  ])('%s of %j is %j', (name, value, expected) => {
    expect(toProperty(name, value)).toBe(expected)
  })

  test('refuses values that no property can have', () => {
    expect(() => toProperty('value', {})).toThrow('html/bad-attribute')
    expect(() => toProperty('checked', () => true)).toThrow('html/bad-attribute')
    expect(() => toProperty('checked', {})).toThrow('html/bad-attribute')
    expect(() => toProperty('innerHTML', '<b>')).toThrow('html/raw-html-expected')
  })
})

describe('raw HTML', () => {
  test('cannot come from JSON', () => {
    const sent: unknown = JSON.parse(JSON.stringify({ ...unsafeHtml('<b>'), html: '<b>' }))

    expect(isRawHtml(sent)).toBe(false)
    expect(isRawHtml(unsafeHtml('<b>'))).toBe(true)
  })

  test('is text only', () => {
    expect(() => unsafeHtml(5 as never)).toThrow('html/raw-html-expected')
  })
})
