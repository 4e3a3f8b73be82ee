import { afterEach, describe, expect, test } from 'vitest'
import { computed, state } from '../index.ts'
import type { Patch } from '../vdom/patch.ts'
import { createComponent } from '../vdom/jsx.ts'
import type { Component } from '../vdom/vnode.ts'
import type { EventPayload } from '../wire/message.ts'
import { adopt, htmlOf, turn } from './fixtures/browser.ts'
import { createHub } from './hub.ts'
import type { Hub } from './hub.ts'

interface Screen {
  /** What the event at the element of that id changes. */
  fire(id: string, payload?: EventPayload): Promise<Patch[]>
  /** The hid of the element of that id. */
  hid(id: string): number
}

const text = (value: string): EventPayload => ({ kind: 'value', value })
const tick = (value: string, checked = true): EventPayload => ({ kind: 'checked', checked, value })
const key = (name: string, value: string): EventPayload => ({
  kind: 'key',
  modifiers: 0,
  key: name,
  value,
})
const form = (...fields: [string, string][]): EventPayload => ({ kind: 'form', fields })

let hub: Hub
afterEach(() => hub.close())

function show(component: Component): Screen {
  hub = createHub({ onError: (error) => expect(error).toBeUndefined() })
  const page = hub.open(createComponent(component, {}, undefined), {})
  const html = htmlOf(page)
  const browser = adopt(page, hub)
  let seen = 0

  const hid = (id: string): number => {
    const tag = html.match(/<[^>]*>/g)!.find((candidate) => candidate.includes(` id="${id}"`))!
    return Number(/ data-hid="(\d+)"/.exec(tag)![1])
  }
  return {
    hid,
    async fire(id, payload) {
      await browser.event(hid(id), 0, payload)
      const patches = browser.patches().slice(seen)
      seen += patches.length
      return patches
    },
  }
}

function set(hid: number, name: string, value: string | boolean): Patch {
  return { op: 'setProperty', hid, name, value }
}

describe('what a handler sets is shown, though it is what was rendered before', () => {
  test('by the submit of the form', async () => {
    const screen = show(() => {
      const message = state('')
      return (
        <form id="form" onSubmit={() => message.set('')}>
          <input id="field" name="message" value={message} />
        </form>
      )
    })

    expect(await screen.fire('form', form(['message', 'hello']))).toEqual([
      set(screen.hid('field'), 'value', ''),
    ])
  })

  test('by an asynchronous one', async () => {
    let sent: () => void = () => {}
    const screen = show(() => {
      const message = state('')
      const send = async (): Promise<void> => {
        await new Promise<void>((resolve) => (sent = resolve))
        message.set('')
      }
      return (
        <form id="form" onSubmit={send}>
          <input id="field" name="message" value={message} />
          <button type="button" id="noop" onClick={() => {}} />
        </form>
      )
    })

    expect(await screen.fire('form', form(['message', 'hello']))).toEqual([])
    sent()
    await turn()

    expect(await screen.fire('noop')).toEqual([set(screen.hid('field'), 'value', '')])
  })

  test('by a key', async () => {
    const screen = show(() => {
      const message = state('')
      return (
        <input
          id="field"
          value={message}
          onKeyDown={(event) => event.key === 'Enter' && message.set('')}
        />
      )
    })

    expect(await screen.fire('field', key('o', 'hell'))).toEqual([])
    expect(await screen.fire('field', key('Enter', 'hello'))).toEqual([
      set(screen.hid('field'), 'value', ''),
    ])
  })

  test('by an input event heard further up', async () => {
    const screen = show(() => {
      const digits = state('')
      return (
        <form id="form" onInput={(event) => digits.set(event.value.replace(/\D/g, ''))}>
          <input id="field" value={digits} />
        </form>
      )
    })

    expect(await screen.fire('form', text('x'))).toEqual([set(screen.hid('field'), 'value', '')])
  })

  test('by a button, to something else and back', async () => {
    const screen = show(() => {
      const value = state('')
      const clear = (): void => {
        value.set('clearing')
        value.set('')
      }
      return (
        <p>
          <input id="field" value={value} />
          <button id="clear" onClick={clear} />
        </p>
      )
    })

    expect(await screen.fire('clear')).toEqual([set(screen.hid('field'), 'value', '')])
  })

  test('where a computed makes the value, or the component reads it', async () => {
    const screen = show(() => {
      const value = state('')
      const other = state('b')
      const on = state(false)
      const clear = (): void => {
        value.set('')
        on.set(false)
      }
      return (
        <p>
          <input id="computed" value={computed(() => value.get().trim())} />
          <input id="read" value={value.get()} />
          <input id="other" value={other.get()} />
          <input id="box" type="checkbox" checked={on.get()} />
          <button id="clear" onClick={clear} />
        </p>
      )
    })

    expect(await screen.fire('clear')).toEqual([
      set(screen.hid('computed'), 'value', ''),
      set(screen.hid('read'), 'value', ''),
      set(screen.hid('box'), 'checked', false),
    ])
  })

  test('also if the component renders again', async () => {
    const screen = show(() => {
      const value = state('')
      const count = state(0)
      const clear = (): void => {
        value.set('')
        count.update((n) => n + 1)
      }
      return (
        <p title={String(count.get())}>
          <input id="field" value={value.get()} />
          <button id="clear" onClick={clear} />
        </p>
      )
    })

    expect(await screen.fire('clear')).toContainEqual(set(screen.hid('field'), 'value', ''))
  })
})

describe('what nobody has set is left alone', () => {
  test('when a form is refused', async () => {
    const screen = show(() => {
      const name = state('Ada')
      const problem = state('')
      return (
        <form id="form" onSubmit={() => problem.set('too long')}>
          <input value={name.get()} name="name" />
          <p>{problem.get()}</p>
        </form>
      )
    })

    const patches = await screen.fire('form', form(['name', 'Augusta Ada King']))

    expect(patches).toMatchObject([{ op: 'setText', text: 'too long' }])
  })

  test('when the server sets the same by itself', async () => {
    let sync: () => void = () => {}
    const screen = show(() => {
      const name = state('Ada')
      sync = () => name.set('Ada')
      return (
        <p>
          <input value={name} />
          <button id="noop" onClick={() => {}} />
        </p>
      )
    })

    sync()

    expect(await screen.fire('noop')).toEqual([])
  })
})

describe('radio buttons', () => {
  function Colours(props: { isLocked?: boolean }) {
    const colour = state('red')
    return (
      <p>
        {['red', 'blue', 'green'].map((name) => (
          <input
            key={name}
            id={name}
            type="radio"
            name="colour"
            checked={colour.get() === name}
            onChange={() => props.isLocked || colour.set(name)}
          />
        ))}
        <input id="other" type="radio" name="size" checked />
        <input id="box" type="checkbox" name="colour" checked />
      </p>
    )
  }

  test('show the rendered one again when another is refused', async () => {
    const screen = show(() => <Colours isLocked />)

    expect(await screen.fire('blue', tick('blue'))).toEqual([
      set(screen.hid('blue'), 'checked', false),
      set(screen.hid('red'), 'checked', true),
    ])
  })

  test('are sent nothing when the choice is taken', async () => {
    const screen = show(() => <Colours />)

    expect(await screen.fire('blue', tick('blue'))).toEqual([])
    expect(await screen.fire('green', tick('green'))).toEqual([])
  })

  test('listened to further up show what the handler sets', async () => {
    const screen = show(() => {
      const colour = state('red')
      return (
        <fieldset id="set" onChange={() => colour.set('red')}>
          <input id="red" type="radio" name="c" checked={colour.get() === 'red'} />
          <input id="blue" type="radio" name="c" checked={colour.get() === 'blue'} />
        </fieldset>
      )
    })

    expect(await screen.fire('set', tick('blue'))).toEqual([
      set(screen.hid('red'), 'checked', true),
    ])
  })
})

describe('a select', () => {
  function Choices(props: { children?: never }) {
    const names = state(['a'])
    const value = state('a')
    void props
    return (
      <p>
        <button
          id="more"
          onClick={() => {
            names.set(['a', 'b'])
          }}
        />
        <button
          id="both"
          onClick={() => {
            value.set('c')
            names.set(['a', 'b', 'c'])
          }}
        />
        <select id="fixed" value="b">
          {names.get().map((name) => (
            <option key={name} value={name} />
          ))}
        </select>
        <select id="moved" value={value.get()}>
          <Options names={names.get()} />
        </select>
      </p>
    )
  }

  function Options(props: { names: readonly string[] }) {
    return props.names.map((name) => <option key={name} value={name} />)
  }

  test('has its value once an option with it has come', async () => {
    const screen = show(() => <Choices />)

    const patches = await screen.fire('more')

    expect(patches.slice(-2)).toEqual([
      set(screen.hid('fixed'), 'value', 'b'),
      set(screen.hid('moved'), 'value', 'a'),
    ])
  })

  test('has a value that comes together with its option', async () => {
    const screen = show(() => <Choices />)

    const patches = await screen.fire('both')

    expect(patches.at(-1)).toEqual(set(screen.hid('moved'), 'value', 'c'))
  })

  test.each([false, true])(
    'shows the selected option when another is refused',
    async (isSpread) => {
      const attributes = isSpread ? { class: 'spread' } : {}
      const screen = show(() => {
        const value = state('a')
        return (
          <p>
            <select id="select" {...attributes} onChange={() => value.set('a')}>
              <option id="a" selected={value.get() === 'a'}>
                a
              </option>
              <option id="b" selected={value.get() === 'b'}>
                b
              </option>
            </select>
            <select>
              <option selected={value.get() === 'a'}>other</option>
            </select>
          </p>
        )
      })

      const patches = await screen.fire('select', text('b'))

      expect(patches).toContainEqual(set(screen.hid('a'), 'selected', true))
      expect(patches).not.toContainEqual(set(screen.hid('b'), 'selected', true))
    },
  )

  test('of many shows the selected options when others are refused', async () => {
    const screen = show(() => {
      const values = state<readonly string[]>(['a'])
      return (
        <select id="select" multiple onChange={() => {}}>
          <option id="a" selected={values.get().includes('a')} />
          <option id="b" selected={values.get().includes('b')} />
        </select>
      )
    })

    expect(await screen.fire('select', { kind: 'values', values: ['a', 'b'] })).toEqual([
      set(screen.hid('a'), 'selected', true),
      set(screen.hid('b'), 'selected', false),
    ])
  })
})

describe.each([false, true])('an element that is edited in place, bound: %s', (isBound) => {
  function Editor(props: { limit: number }) {
    const text = state('a')
    return (
      <div
        id="editor"
        contenteditable
        onInput={(event) => event.value.length <= props.limit && text.set(event.value)}
      >
        {isBound ? text : text.get()}
      </div>
    )
  }

  test('is sent nothing when the handler takes what was typed', async () => {
    const screen = show(() => <Editor limit={9} />)

    expect(await screen.fire('editor', text('ab'))).toEqual([])
    expect(await screen.fire('editor', text(''))).toEqual([])
    expect(await screen.fire('editor', text('c'))).toEqual([])
  })

  test('has its text again when it does not', async () => {
    const screen = show(() => <Editor limit={2} />)
    await screen.fire('editor', text('ab'))

    expect(await screen.fire('editor', text('abc'))).toEqual([
      { op: 'setText', hid: screen.hid('editor'), text: 'ab' },
    ])
  })
})
