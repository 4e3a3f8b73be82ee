import type { LivePage } from './fixtures/page.ts'
import { describe, expect, test } from 'vitest'
import { openLivePage } from './fixtures/page.ts'

const bubbling = { bubbles: true, cancelable: true }

/** Dispatches an event and says whether it was prevented. */
function fire(page: LivePage, selector: string, event: Event): boolean {
  return !page.query(selector).dispatchEvent(event)
}

async function places(page: LivePage): Promise<string[]> {
  return (await page.events()).map(({ hid, position }) => `${hid}.${position}`)
}

describe('the way up', () => {
  const nested =
    '<div data-hid="1" data-on="click"><p data-hid="2" data-on="click keydown - click"><b>x</b></p></div>'

  test('goes from the target through all that listens', async () => {
    const page = await openLivePage(nested)

    page.query('b').click()

    expect(await places(page)).toEqual(['2.0', '2.3', '1.0'])
  })

  test('ends at an entry that stops, after all entries of its element', async () => {
    const page = await openLivePage(
      '<div data-hid="1" data-on="click"><b data-hid="2" data-on="click;stop click"></b></div>',
    )

    page.query('b').click()

    expect(await places(page)).toEqual(['2.0', '2.1'])
  })

  test('is only the target for events that do not bubble', async () => {
    const page = await openLivePage(
      '<div data-hid="1" data-on="focus mouseenter"><input data-hid="2" data-on="focus mouseenter"></div>',
    )

    page.query('input').focus()
    fire(page, 'input', new MouseEvent('mouseenter'))
    fire(page, 'div', new MouseEvent('mouseenter'))

    expect(await places(page)).toEqual(['2.0', '2.1', '1.1'])
  })

  test('leads out of a shadow tree', async () => {
    const page = await openLivePage('<div data-hid="1" data-on="click"><span></span></div>')
    const inner = page.document.createElement('i')
    page.query('span').attachShadow({ mode: 'open' }).append(inner)

    inner.click()

    expect(await places(page)).toEqual(['1.0'])
  })

  test('ignores data-on of elements that the server does not know', async () => {
    const page = await openLivePage(
      '<button data-hid="1" data-on="click"></button><i data-on="click"></i>',
    )

    page.query('i').click()

    expect(await places(page)).toEqual([])
  })

  test('survives a form whose fields have the names of DOM properties', async () => {
    const page = await openLivePage(
      '<form data-hid="1" data-on="click"><input name="hid"><input name="value"><input name="type"></form>',
    )

    page.query('input').click()

    expect(await places(page)).toEqual(['1.0'])
  })
})

describe('listen and data-on', () => {
  test('switch entries off and on', async () => {
    const page = await openLivePage('<b data-hid="1" data-on="click click">x</b>')

    page.patch({ op: 'listen', hid: 1, events: 0b10 })
    page.query('b').click()
    expect(await places(page)).toEqual(['1.1'])
    page.patch({ op: 'setAttribute', hid: 1, name: 'data-on', value: 'dblclick click' })
    page.query('b').click()
    fire(page, 'b', new MouseEvent('dblclick', bubbling))
    expect(await places(page)).toEqual(['1.1', '1.0'])
    page.patch({ op: 'removeAttribute', hid: 1, name: 'data-on' })
    page.query('b').click()

    expect(await places(page)).toEqual([])
  })

  test('switch off the 32nd entry', async () => {
    const page = await openLivePage(`<b data-hid="1" data-on="${'- '.repeat(31)}click">x</b>`)

    page.patch({ op: 'listen', hid: 1, events: 0x80000000 })
    page.query('b').click()
    expect(await places(page)).toEqual(['1.31'])
    page.patch({ op: 'listen', hid: 1, events: 0x7fffffff })
    page.query('b').click()

    expect(await places(page)).toEqual([])
  })
})

describe('modifiers', () => {
  test('prevent prevents, nothing else does', async () => {
    const page = await openLivePage('<a data-hid="1" data-on="click;prevent auxclick">x</a>')

    expect(fire(page, 'a', new MouseEvent('click', bubbling))).toBe(true)
    expect(fire(page, 'a', new MouseEvent('auxclick', bubbling))).toBe(false)
  })

  test('passive listens passively, beside another that prevents', async () => {
    const page = await openLivePage(
      '<p data-hid="1" data-on="wheel;passive">a</p><b data-hid="2" data-on="wheel;prevent">b</b>',
    )

    expect(fire(page, 'p', new WheelEvent('wheel', bubbling))).toBe(false)
    expect(fire(page, 'b', new WheelEvent('wheel', bubbling))).toBe(true)
    expect(await places(page)).toEqual(['1.0', '2.0'])
  })

  test('once sends one event', async () => {
    const page = await openLivePage('<b data-hid="1" data-on="click click;once">x</b>')

    page.query('b').click()
    page.query('b').click()

    expect(await places(page)).toEqual(['1.0', '1.1', '1.0'])
  })

  test('self ignores what comes from inside', async () => {
    const page = await openLivePage('<p data-hid="1" data-on="click;self;prevent"><b>x</b></p>')

    expect(fire(page, 'b', new MouseEvent('click', bubbling))).toBe(false)
    expect(fire(page, 'p', new MouseEvent('click', bubbling))).toBe(true)
    expect(await places(page)).toEqual(['1.0'])
  })

  test.each([
    ['Enter,Escape', 'Escape', true],
    ['Enter,Escape', 'a', false],
    ['%20', ' ', true],
    ['%2C,%3B', ',', true],
    ['%2C,%3B', ';', true],
    ['%', '%', true],
    ['=', '=', true],
    ['a', 'A', false],
  ])('keys=%s: %s is heard: %s', async (keys, key, isHeard) => {
    const page = await openLivePage(`<input data-hid="1" data-on="keydown;keys=${keys};prevent">`)

    expect(fire(page, 'input', new KeyboardEvent('keydown', { ...bubbling, key }))).toBe(isHeard)
  })

  test('keys typed into an input method are not heard', async () => {
    const page = await openLivePage('<input data-hid="1" data-on="keydown;keys=Enter">')

    fire(
      page,
      'input',
      new KeyboardEvent('keydown', { ...bubbling, key: 'Enter', isComposing: true }),
    )

    expect(await places(page)).toEqual([])
  })
})

describe('debounce', () => {
  const html =
    '<input data-hid="1" data-on="input;debounce=300 change"><button data-hid="2" data-on="click"></button>'

  function type(page: LivePage, value: string): void {
    page.query<HTMLInputElement>('input').value = value
    fire(page, 'input', new InputEvent('input', bubbling))
  }

  test('sends the last event when no other has come for that long', async () => {
    const page = await openLivePage(html)

    type(page, 'a')
    await page.clock.advance(299)
    type(page, 'ab')
    await page.clock.advance(299)
    expect(await page.events()).toEqual([])
    await page.clock.advance(1)

    expect(await page.events()).toMatchObject([{ payload: { kind: 'value', value: 'ab' } }])
    expect(page.clock.waiting().filter((ms) => ms < 1_000)).toEqual([])
  })

  test('is over when another event is sent', async () => {
    const page = await openLivePage(html)

    type(page, 'a')
    page.query('button').click()

    expect(await places(page)).toEqual(['1.0', '2.0'])
    await page.clock.advance(1_000)
    expect(await places(page)).toEqual([])
  })

  test('is over when the field changes or is left', async () => {
    const page = await openLivePage(html)

    type(page, 'a')
    fire(page, 'input', new Event('change', bubbling))
    expect(await places(page)).toEqual(['1.0', '1.1'])
    page.query('input').focus()
    type(page, 'b')
    page.query('button').focus()

    expect(await places(page)).toEqual(['1.0'])
  })

  test('sends the value that the event saw', async () => {
    const page = await openLivePage(html)

    type(page, 'a')
    page.query<HTMLInputElement>('input').value = 'set by a script'
    await page.clock.advance(300)

    expect(await page.events()).toMatchObject([{ payload: { value: 'a' } }])
  })
})

describe('throttle', () => {
  const html = '<p data-hid="1" data-on="scroll;throttle=100"></p>'

  test('sends the first at once, then the last of each interval', async () => {
    const page = await openLivePage(html)
    const scroll = (): boolean => fire(page, 'p', new Event('scroll'))

    scroll()
    expect(await places(page)).toEqual(['1.0'])
    scroll()
    scroll()
    await page.clock.advance(99)
    expect(await places(page)).toEqual([])
    await page.clock.advance(1)
    expect(await places(page)).toEqual(['1.0'])
    scroll()
    expect(await places(page)).toEqual([])
    await page.clock.advance(100)
    expect(await places(page)).toEqual(['1.0'])
    await page.clock.advance(100)
    scroll()

    expect(await places(page)).toEqual(['1.0'])
  })
})

describe('payloads', () => {
  async function payload(page: LivePage): Promise<unknown> {
    const [event] = await page.events()
    return event!.payload
  }

  test.each([
    ['<input data-hid="1" data-on="input" value="ü">', { kind: 'value', value: 'ü' }],
    ['<input type="number" data-hid="1" data-on="input" value="3">', { kind: 'value', value: '3' }],
    ['<textarea data-hid="1" data-on="input">a\nb</textarea>', { kind: 'value', value: 'a\nb' }],
    [
      '<div contenteditable data-hid="1" data-on="input">a<b>b</b></div>',
      { kind: 'value', value: 'ab' },
    ],
    [
      '<p data-hid="1" data-on="input"><input value="inner"></p>',
      { kind: 'value', value: 'inner' },
    ],
    [
      '<input type="checkbox" data-hid="1" data-on="input" checked value="v">',
      { kind: 'checked', checked: true, value: 'v' },
    ],
    [
      '<input type="radio" data-hid="1" data-on="input">',
      { kind: 'checked', checked: false, value: 'on' },
    ],
    [
      '<select data-hid="1" data-on="input"><option>a<option selected>b</select>',
      { kind: 'value', value: 'b' },
    ],
    [
      '<select multiple data-hid="1" data-on="input"><option selected>a<option>b<option selected>c</select>',
      { kind: 'values', values: ['a', 'c'] },
    ],
  ])('of input on %s', async (html, expected) => {
    const page = await openLivePage(html)

    fire(page, 'input, textarea, select, div', new InputEvent('input', bubbling))

    expect(await payload(page)).toEqual(expected)
  })

  test('of a key', async () => {
    const page = await openLivePage('<input data-hid="1" data-on="keydown" value="v">')
    const init = { ...bubbling, key: 'ä', altKey: true, metaKey: true, repeat: true }

    fire(page, 'input', new KeyboardEvent('keydown', init))

    expect(await payload(page)).toEqual({ kind: 'key', modifiers: 21, key: 'ä', value: 'v' })
  })

  test('of a key that is none, on an element without a value', async () => {
    const page = await openLivePage('<p data-hid="1" data-on="keyup"></p>')

    fire(page, 'p', new Event('keyup', bubbling))

    expect(await payload(page)).toEqual({ kind: 'key', modifiers: 0, key: '', value: '' })
  })

  test('of a key has a value that is a number as text', async () => {
    const page = await openLivePage('<ol><li value="7" data-hid="1" data-on="keydown">x</li></ol>')

    fire(page, 'li', new KeyboardEvent('keydown', { ...bubbling, key: 'a' }))

    expect(await payload(page)).toEqual({ kind: 'key', modifiers: 0, key: 'a', value: '7' })
  })

  test('of a click is none, unless the handler wants it', async () => {
    const page = await openLivePage('<p data-hid="1" data-on="click click;pointer"></p>')
    const init = {
      ...bubbling,
      clientX: -7,
      clientY: 900,
      ctrlKey: true,
      shiftKey: true,
      button: 1,
    }

    fire(page, 'p', new MouseEvent('click', init))

    const [bare, full] = await page.events()
    expect(bare!.payload).toBeUndefined()
    expect(full!.payload).toEqual({ kind: 'pointer', modifiers: 10, button: 1, x: -7, y: 900 })
  })

  test('of a move has no button', async () => {
    const page = await openLivePage('<p data-hid="1" data-on="pointermove;pointer"></p>')

    fire(page, 'p', new PointerEvent('pointermove', { ...bubbling, button: -1, clientX: 1 }))

    expect(await payload(page)).toEqual({ kind: 'pointer', modifiers: 0, button: 0, x: 1, y: 0 })
  })

  test('of a submit has the fields and the button, no files', async () => {
    const page = await openLivePage(
      `<form data-hid="1" data-on="submit"><input name="a" value="1"><input name="a" value="ü">
        <input type="checkbox" name="no"><input type="file" name="f"><input value="no name">
        <button name="b" value="go">x</button></form>`,
    )

    page.query('button').click()

    expect(await payload(page)).toEqual({
      kind: 'form',
      fields: [
        ['a', '1'],
        ['a', 'ü'],
        ['b', 'go'],
      ],
    })
  })

  test('of a scroll has where it is', async () => {
    const page = await openLivePage(
      '<div data-hid="1" data-on="scroll" style="height: 50px; overflow: scroll"><p style="height: 500px; margin: 0; width: 3000px"></div>',
    )
    const box = page.query('div')
    box.scrollTo(20, 30)

    fire(page, 'div', new Event('scroll'))

    const { clientHeight, scrollHeight } = box
    expect(scrollHeight).toBe(500)
    expect(await payload(page)).toEqual({
      kind: 'scroll',
      left: 20,
      top: 30,
      clientHeight,
      scrollHeight,
    })
  })
})

describe('submit', () => {
  const submit = (): Event => new SubmitEvent('submit', bubbling)

  test('is always prevented for a live form', async () => {
    const page = await openLivePage('<form data-hid="1" data-on="submit"></form>')

    expect(fire(page, 'form', submit())).toBe(true)
  })

  test('is left to the browser for any other form', async () => {
    const page = await openLivePage(
      '<form id="a" data-hid="1" data-on="click"></form><form data-hid="2" data-on="submit"></form>',
    )
    // The test's own listener, behind the client's: nothing is loaded.
    let wasPrevented = true
    page.query('#a').addEventListener('submit', (event) => {
      wasPrevented = event.defaultPrevented
      event.preventDefault()
    })

    fire(page, '#a', submit())

    expect(wasPrevented).toBe(false)
  })
})

describe('an event that the server would not take', () => {
  function manyFields(count: number): string {
    return `<form data-hid="1" data-on="submit">${'<input name="a">'.repeat(count)}<button></button></form>`
  }

  test('is dropped, and the developer told, if a form has too many fields', async () => {
    const page = await openLivePage(manyFields(1_001))
    const warnings: unknown[] = []
    page.window.console.warn = (warning) => warnings.push(warning)

    page.query('button').click()

    expect(await places(page)).toEqual([])
    expect(page.log).toEqual(['vango:overflow'])
    expect(warnings).toEqual(['vango:overflow'])
  })

  test('has as many as it may', async () => {
    const page = await openLivePage(manyFields(1_000))

    page.query('button').click()

    expect(await places(page)).toEqual(['1.0'])
  })

  test('is dropped if too many options are chosen', async () => {
    const options = '<option selected>a</option>'.repeat(1_001)
    const page = await openLivePage(
      `<select multiple data-hid="1" data-on="change">${options}</select>`,
    )

    fire(page, 'select', new Event('change', bubbling))

    expect(await places(page)).toEqual([])
    expect(page.log).toEqual(['vango:overflow'])
  })
})
