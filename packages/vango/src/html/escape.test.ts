import { array, assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeAttribute, escapeLeadingLine, escapeRawText, escapeText } from './escape.ts'

/** Mostly what matters to a parser of HTML. */
const spiky = array(
  constantFrom(
    '<',
    '>',
    '&',
    '"',
    "'",
    '/',
    '!',
    '-',
    'amp;',
    '&lt;',
    'script',
    'STYLE',
    'a',
    ' ',
    '\n',
    '\r',
  ),
  { maxLength: 20 },
).map((pieces) => pieces.join(''))

/** What a parser makes of our text: line ends are one character, references what they stand for. */
function decode(html: string): string {
  const characters: Record<string, string> = { amp: '&', lt: '<', quot: '"', '#13': '\r' }
  return html
    .replace(/\r\n?/g, '\n')
    .replace(/&(amp|lt|quot|#13);/g, (_reference, name: string) => characters[name]!)
}

describe('escapeText', () => {
  test('returns text that needs nothing as it is', () => {
    expect(escapeText('a > b "c" \'d\'')).toBe('a > b "c" \'d\'')
  })

  test('escapes what begins a tag or a reference', () => {
    expect(escapeText('<b>&amp;</b>')).toBe('&lt;b>&amp;amp;&lt;/b>')
  })

  test('lets no tag through and comes back whole', () => {
    assert(
      property(spiky, (text) => {
        const escaped = escapeText(text)
        expect(escaped).not.toMatch(/<|&(?!amp;|lt;|#13;)/)
        expect(decode(escaped)).toBe(text)
      }),
    )
    assert(property(string({ unit: 'binary' }), (text) => decode(escapeText(text)) === text))
  })
})

describe('escapeAttribute', () => {
  test('returns text that needs nothing as it is', () => {
    expect(escapeAttribute("/a?b='c'>")).toBe("/a?b='c'>")
  })

  test('lets no quote and no tag through and comes back whole', () => {
    assert(
      property(spiky, (text) => {
        const escaped = escapeAttribute(text)
        expect(escaped).not.toMatch(/["<]|&(?!amp;|lt;|quot;|#13;)/)
        expect(decode(escaped)).toBe(text)
      }),
    )
  })
})

test('a leading line break is doubled, for the parser drops one', () => {
  expect(escapeLeadingLine('\n<a>')).toBe('\n\n&lt;a>')
  expect(escapeLeadingLine('\r\na')).toBe('&#13;\na')
  expect(escapeLeadingLine('a\n')).toBe('a\n')
})

describe('escapeRawText', () => {
  test('keeps the meaning of strings in scripts', () => {
    const escaped = escapeRawText('script', 'x = "</script><!--" + `<SCRIPT>`')

    expect(escaped).toBe('x = "\\u003c/script>\\u003c!--" + `\\u003cSCRIPT>`')
  })

  test('keeps scripts and styles that need nothing as they are', () => {
    expect(escapeRawText('script', 'a < b && "<p>"')).toBe('a < b && "<p>"')
    expect(escapeRawText('style', 'a > b { content: "<&" }')).toBe('a > b { content: "<&" }')
  })

  test('lets no script or style end early', () => {
    assert(
      property(spiky, (text) => {
        expect(escapeRawText('script', text)).not.toMatch(/<!--|<\/?script/i)
        expect(escapeRawText('style', text)).not.toMatch(/<\/style/i)
      }),
    )
    expect(escapeRawText('style', '"</STYLE>"')).toBe('"\\3c /STYLE>"')
  })

  test('refuses text that would end an element without escapes', () => {
    expect(escapeRawText('xmp', '<b>')).toBe('<b>')
    expect(() => escapeRawText('xmp', 'a</XMP>')).toThrow('html/raw-text')
    expect(() => escapeRawText('plaintext', 'a')).toThrow('html/raw-text')
  })

  test('escapes the text of all other elements', () => {
    expect(escapeRawText('title', '</title>')).toBe('&lt;/title>')
  })
})
