/** Children that cannot be shown: an error that names the component, and a page that goes on. */
import { describe, expect, test } from 'vitest'
import { ErrorBoundary } from '../component/boundary.ts'
import { computed, effect, state } from '../component/state.ts'
import { openPage } from './fixtures/page.ts'
import type { Page } from './fixtures/page.ts'
import { jsx, Portal } from './jsx.ts'
import type { Child } from './vnode.ts'

const badClass = 5 as never
const bad = { a: 1, b: 2 } as unknown as Child

test.each<[string, unknown, string]>([
  ['an object', { a: 1, b: 2 }, 'an object with the keys a, b'],
  ['an empty object', {}, 'an object with the keys (none)'],
  ['a function', function render() {}, 'the function render'],
  ['a symbol', Symbol('x'), 'Symbol(x)'],
  ['a date', new Date(0), 'an object of the class Date'],
  ['a map', new Map(), 'an object of the class Map'],
  ['an object without a class', Object.create(null), 'an object with the keys (none)'],
  [
    'JSON that looks like JSX',
    { kind: 1, template: {}, values: [] },
    'an object with the keys kind, template, values',
  ],
])('%s as a child is an error that says so', (_, child, got) => {
  function Shown() {
    return <p>{child as Child}</p>
  }

  expect(() => openPage(() => <Shown />)).toThrow(
    `[vdom/unknown-child] <Shown> rendered a child that cannot be shown.`,
  )
  expect(() => openPage(() => <Shown />)).toThrow(`got: ${got}`)
})

test('an async component is an error that says where to load', () => {
  async function Loaded(): Promise<Child> {
    return <p />
  }

  expect(() => openPage(() => jsx(Loaded, {}))).toThrow(
    '[vdom/async-component] <Loaded> rendered a Promise',
  )
})

test.each([[undefined], [null], [{}]])('%s as a component is an error', (type) => {
  expect(() => jsx(type as never, {})).toThrow('[vdom/no-component]')
})

test.each<[string, () => Child]>([
  ['in a template', () => <ul>{[<li key="a" />, <li key="a" />]}</ul>],
  ['at the root', () => [<li key="a" />, <b key="a" />]],
  ['of one number', () => [jsx('b', {}, 1), jsx('b', {}, 2), jsx('b', {}, 1)]],
])('a key that comes twice %s is an error that names key and component', (_, render) => {
  function Listed() {
    return render()
  }

  expect(() => openPage(() => <Listed />)).toThrow(
    /^\[vdom\/duplicate-key\] Two children of one list in <Listed> have the key [a1]\./,
  )
})

test('a portal without a target is an error that says what to write', () => {
  expect(() => openPage(() => <Portal to={undefined as never} />)).toThrow(
    /^\[vdom\/bad-portal\] .*got: undefined/,
  )
})

function nest(levels: number): Child {
  let child: Child = 'deep'
  for (let i = 0; i < levels; i++) child = jsx('div', { children: child })
  return child
}

test('elements that never end are an error that names the component, and the rest is shown', () => {
  function Deep() {
    return isDeep.get() ? nest(5_000) : 'fine'
  }
  const isDeep = state(false)
  const page = openPage(() => (
    <main>
      <Deep />
      <b>{isDeep}</b>
    </main>
  ))

  isDeep.set(true)
  page.flush()

  expect(page.errors).toEqual([
    expect.stringContaining('[vdom/too-deep] <Deep> rendered elements more than 511 levels deep'),
  ])
  isDeep.set(false)
  expect(page.update()).toBe('<main>fine<b></b></main>')
})

test('as many levels as a message may have can be shown', () => {
  expect(openPage(() => nest(511)).dom.html).toContain('<div>deep</div>')
})

/** What a component renders, with a component in it that has to be ended. */
type ToScene = (Running: (props: { name: string }) => Child) => (isBroken: boolean) => Child

describe('after an error in an update', () => {
  /** What stands around the broken place: all that a page could lose or leave behind. */
  function createScene(toScene: ToScene) {
    const isBroken = state(false)
    const text = state('t')
    const running = new Set<string>()
    function Running(props: { name: string }) {
      effect(() => {
        running.add(props.name)
        return () => void running.delete(props.name)
      })
      return <i onClick={() => {}}>{text}</i>
    }
    function Scene() {
      return toScene(Running)(isBroken.get())
    }
    const page = openPage(() => (
      <main>
        <Scene />
        <b>{text}</b>
      </main>
    ))
    page.root.start()
    page.flush()
    return { page, isBroken, text, running }
  }

  function expectNothingLeft(page: Page, texts: { subs: unknown }, running: Set<string>): void {
    page.root.dispose()
    expect(texts.subs).toBeUndefined()
    expect([...running]).toEqual([])
    expect(page.root.targets.size).toBe(0)
  }

  const scenes: [string, ToScene][] = [
    ['a child', () => (isBroken) => <p>{isBroken ? bad : 'fine'}</p>],
    ['the root', () => (isBroken) => (isBroken ? bad : 'fine')],
    ['an item of a list', () => (isBroken) => <p>{['a', isBroken ? bad : 'b', 'c']}</p>],
    [
      'a key that comes twice',
      () => (isBroken) => (
        <ul>
          {['a', isBroken ? 'a' : 'b'].map((key) => (
            <li key={key}>{key}</li>
          ))}
        </ul>
      ),
    ],
    [
      'keys at the root',
      () => (isBroken) => ['x', isBroken ? 'x' : 'y'].map((key) => <li key={key}>{key}</li>),
    ],
    ['a class', () => (isBroken) => <p class={isBroken ? badClass : 'c'}>fine</p>],
    ['a handler', () => (isBroken) => <p onClick={isBroken ? ('f()' as never) : () => {}}>fine</p>],
    [
      'a handler at run time',
      () => (isBroken) => jsx('p', { onClick: isBroken ? 'f()' : () => {} }),
    ],
    [
      'a child after one that came',
      (Running) => (isBroken) => (
        <p>
          {isBroken && <Running name="new" />}
          {isBroken ? bad : 'fine'}
        </p>
      ),
    ],
    [
      'a child after one that went',
      (Running) => (isBroken) => (
        <p>
          {!isBroken && <Running name="old" />}
          {isBroken ? bad : 'fine'}
        </p>
      ),
    ],
    [
      'a child after one that was replaced',
      (Running) => (isBroken) => (
        <p>
          {isBroken ? (
            <b>
              <Running name="new" />
            </b>
          ) : (
            <i>
              <Running name="old" />
            </i>
          )}
          {isBroken ? bad : 'fine'}
        </p>
      ),
    ],
    [
      'a child after one that stayed',
      (Running) => (isBroken) => (
        <p>
          {isBroken ? <Running name="same" /> : <Running name="same" />}
          {isBroken ? bad : 'fine'}
        </p>
      ),
    ],
    [
      'a child beside what stays',
      (Running) => (isBroken) => (
        <p>
          {isBroken ? bad : 'fine'}
          <Running name="same" />
        </p>
      ),
    ],
    [
      'a child inside something new',
      (Running) => (isBroken) => (
        <p>
          {isBroken && (
            <b>
              <Running name="new" />
              {bad}
            </b>
          )}
        </p>
      ),
    ],
    [
      'a list item after new ones',
      (Running) => (isBroken) => (
        <p>
          {isBroken
            ? [<Running name="new" key="n" />, <b key="b">{bad}</b>]
            : [
                <b key="o">
                  <Running name="old" />
                </b>,
              ]}
        </p>
      ),
    ],
    [
      'a list item among moved ones',
      (Running) => (isBroken) =>
        (isBroken ? ['c', 'x', 'a', 'b'] : ['a', 'b', 'c']).map((key) => (
          <p key={key}>{key === 'x' ? bad : <Running name={key} />}</p>
        )),
    ],
    [
      'a list after a part of it went',
      (Running) => (isBroken) =>
        (isBroken ? ['b', 'x'] : ['a', 'b', 'c']).map((key) => (
          <p key={key}>{key === 'x' ? bad : <Running name={key} />}</p>
        )),
    ],
    [
      'a child after a portal that came',
      (Running) => (isBroken) => (
        <p>
          {isBroken && (
            <Portal to="#a">
              <Running name="new" />
            </Portal>
          )}
          {isBroken ? bad : 'fine'}
        </p>
      ),
    ],
    [
      'a child after a portal that went',
      (Running) => (isBroken) => (
        <p>
          {!isBroken && (
            <Portal to="#a">
              <Running name="old" />
            </Portal>
          )}
          {isBroken ? bad : 'fine'}
        </p>
      ),
    ],
    [
      'a child inside a portal that came',
      (Running) => (isBroken) => (
        <p>
          {isBroken && (
            <Portal to="#a">
              <Running name="new" />
              {bad}
            </Portal>
          )}
        </p>
      ),
    ],
    [
      'a class of something new',
      (Running) => (isBroken) => (
        <p>
          {isBroken && (
            <b class={badClass}>
              <Running name="new" />
            </b>
          )}
        </p>
      ),
    ],
    [
      'a bound value',
      () => (isBroken) => (
        <p>
          {isBroken
            ? computed(() => {
                throw new Error('broken')
              })
            : 'fine'}
        </p>
      ),
    ],
  ]

  test.each(scenes)('%s: the neighbours stay, and the component recovers', (_, toScene) => {
    const { page, isBroken, text, running } = createScene(toScene)
    const html = page.dom.html

    isBroken.set(true)
    text.set('u')
    expect(page.update()).toContain('<b>u</b></main>')
    expect(page.errors.length).toBe(1)
    isBroken.set(false)
    text.set('t')

    expect(page.update()).toBe(html)
    expect(page.errors.length).toBe(1)
    expectNothingLeft(page, text, running)
  })
})

test('an error in a bound value keeps the last one', () => {
  const value = state<Child>('a')
  const page = openPage(() => <p>is {value}</p>)

  value.set(bad)
  expect(page.update()).toBe('<p>is a</p>')
  value.set('b')

  expect(page.update()).toBe('<p>is b</p>')
  expect(page.errors).toEqual([expect.stringContaining('[vdom/unknown-child]')])
})

test('a boundary around a child that cannot be shown shows its fallback', () => {
  const child = state<Child>('fine')
  function Shown() {
    return <p>{child.get()}</p>
  }
  const page = openPage(() => (
    <ErrorBoundary fallback={(_, reset) => <button onClick={reset}>again</button>}>
      <Shown />
    </ErrorBoundary>
  ))

  child.set(bad)
  expect(page.update()).toBe('<button data-on="click">again</button>')
  child.set('better')
  page.fire('click')

  expect(page.update()).toBe('<p>better</p>')
})
