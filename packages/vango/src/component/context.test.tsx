import { expect, test } from 'vitest'
import { openPage } from '../vdom/fixtures/page.ts'
import type { Child } from '../vdom/vnode.ts'
import { createContext, useContext } from './context.ts'
import { LIVE } from './fiber.ts'
import type { Fiber } from './fiber.ts'
import { computed, state } from './state.ts'

const Theme = createContext('default')

function Shown() {
  return <i>{useContext(Theme)}</i>
}

test('without a provider the default is used', () => {
  expect(openPage(Shown).dom.html).toBe('<i>default</i>')
})

test('the nearest provider above gives the value', () => {
  const Other = createContext('other default')
  function Both() {
    return `${useContext(Theme)} ${useContext(Other)}`
  }
  const page = openPage(() => (
    <Theme.Provider value="outer">
      <Shown />
      <Theme.Provider value="inner">
        <Shown />
        <Other.Provider value="other">
          <Both />
        </Other.Provider>
      </Theme.Provider>
      <Both />
    </Theme.Provider>
  ))

  expect(page.dom.html).toBe('<i>outer</i><i>inner</i>inner otherouter other default')
})

test('a new value renders those that use it, and nobody between', () => {
  const log: string[] = []
  const theme = state('light')
  function Between() {
    log.push('between')
    return <User />
  }
  function User() {
    const value = useContext(Theme)
    log.push(`user ${value}`)
    return value
  }
  const children = <Between />
  const page = openPage(() => <Theme.Provider value={theme.get()}>{children}</Theme.Provider>)
  log.length = 0

  theme.set('dark')

  expect(page.update()).toBe('dark')
  expect(log).toEqual(['user dark'])
})

test('an equal value renders nobody', () => {
  let renders = 0
  const label = state('a')
  function User() {
    renders++
    return useContext(Theme)
  }
  const children = <User />
  const page = openPage(() => (
    <section title={label.get()}>
      <Theme.Provider value="same">{children}</Theme.Provider>
    </section>
  ))

  label.set('b')

  expect(page.update()).toBe('<section title="b">same</section>')
  expect(renders).toBe(1)
})

test('a provider whose value can never change keeps the page still', () => {
  const page = openPage(() => (
    <Theme.Provider value="constant">
      <Shown />
    </Theme.Provider>
  ))

  expect(page.root.isLive).toBe(false)
  expect(page.printed).toBe('<i>constant</i>')
  expect((page.root.node.fiber as Fiber).flags & LIVE).toBe(0)
})

test('a component that comes later finds its provider', () => {
  const isShown = state(false)
  function Late() {
    return isShown.get() ? <Shown /> : 'nothing'
  }
  const page = openPage(() => (
    <Theme.Provider value="given">
      <Late />
    </Theme.Provider>
  ))

  isShown.set(true)

  expect(page.update()).toBe('<i>given</i>')
})

test('a provider in a bound hole tells of its new value', () => {
  const theme = state('light')
  const users = <Shown />
  const page = openPage((): Child => {
    const view = computed(() => <Theme.Provider value={theme.get()}>{users}</Theme.Provider>)
    return <p>The theme is {view}.</p>
  })

  theme.set('dark')

  expect(page.update()).toBe('<p>The theme is <i>dark</i>.</p>')
})

test('a provider that goes takes its value along', () => {
  const isGiven = state(true)
  const page = openPage(() =>
    isGiven.get() ? (
      <Theme.Provider value="given">
        <Shown />
      </Theme.Provider>
    ) : (
      <Shown />
    ),
  )

  isGiven.set(false)

  expect(page.update()).toBe('<i>default</i>')
})

test('useContext in a handler is an error that says where it belongs', () => {
  const page = openPage(() => <button onClick={() => useContext(Theme)}>x</button>)

  expect(() => page.fire('click')).toThrow('[component/hook-outside-render] useContext()')
})

test('useContext outside of any page is an error', () => {
  expect(() => useContext(Theme)).toThrow('component/no-current')
})
