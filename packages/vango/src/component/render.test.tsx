import { describe, expect, test } from 'vitest'
import { openPage } from '../vdom/fixtures/page.ts'
import type { Child } from '../vdom/vnode.ts'
import { ErrorBoundary } from './boundary.ts'
import { computed, state } from './state.ts'

describe('the order of renders', () => {
  test('is parents before children, whoever became dirty first', () => {
    const log: string[] = []
    const count = state(0)
    const extra = state(0)
    function Child() {
      log.push(`child ${count.get()} ${extra.get()}`)
      return null
    }
    function Parent() {
      log.push(`parent ${count.get()}`)
      return <Child />
    }
    const page = openPage(() => <Parent />)
    log.length = 0

    extra.set(1)
    count.set(1)
    page.flush()

    expect(log).toEqual(['parent 1', 'child 1 1'])
  })

  test('leaves out a child that its parent removed in the same turn', () => {
    const log: string[] = []
    const item = state<{ name: string } | undefined>({ name: 'item' })
    function Child() {
      log.push(`child ${item.get()!.name}`)
      return null
    }
    function Parent() {
      return <p>{item.get() !== undefined && <Child />}</p>
    }
    const page = openPage(() => <Parent />)
    log.length = 0

    item.set(undefined)
    page.flush()

    expect([log, page.errors]).toEqual([[], []])
  })

  test('leaves out a child that a bound hole removed in the same turn', () => {
    const log: string[] = []
    const item = state<{ name: string } | undefined>({ name: 'item' })
    function Child() {
      log.push(`child ${item.get()!.name}`)
      return null
    }
    const view = computed(() => item.get() !== undefined && <Child />)
    const hasItem = state(true)
    const page = openPage(() => {
      const shown = computed(() => (hasItem.get() ? view.get() : null))
      return <p>{shown}</p>
    })
    log.length = 0

    // The child hears of it first.
    item.set(undefined)
    hasItem.set(false)
    page.flush()

    expect([log, page.errors]).toEqual([[], []])
  })
})

describe('a component renders again', () => {
  test('not if its props are the same one by one', () => {
    let renders = 0
    const list = [1, 2]
    function Child(props: { list: number[]; label: string; extra?: undefined }) {
      renders++
      return `${props.label} ${props.list.length} ${renders}`
    }
    const count = state(0)
    const page = openPage(() => (
      <p title={String(count.get())}>
        <Child list={list} label={['a', 'b'].join('')} />
      </p>
    ))

    count.set(1)

    expect(page.update()).toBe('<p title="1">ab 2 1</p>')
  })

  test.each<[string, object, object]>([
    ['another value', { a: 1 }, { a: 2 }],
    ['one more, of nothing', { a: 1 }, { a: 1, b: undefined }],
    ['one less, of nothing', { a: 1, b: undefined }, { a: 1 }],
    ['another name', { a: undefined }, { b: undefined }],
    ['-0 for 0', { a: 0 }, { a: -0 }],
  ])('with props that have %s', (_, first, second) => {
    let renders = 0
    function Child(props: object) {
      renders++
      return Object.keys(props).join()
    }
    const isFirst = state(true)
    const page = openPage(() => <Child {...(isFirst.get() ? first : second)} />)

    isFirst.set(false)
    page.flush()

    expect(renders).toBe(2)
  })

  test('not if NaN stays NaN', () => {
    let renders = 0
    function Child(_: { value: number }) {
      renders++
      return null
    }
    const count = state(0)
    const page = openPage(() => [count.get(), <Child value={Number('x')} />])

    count.set(1)
    page.flush()

    expect(renders).toBe(1)
  })

  test('not for a signal bound in its output', () => {
    let renders = 0
    const count = state(0)
    const page = openPage(() => {
      renders++
      return (
        <p data-count={count} title="x">
          {count}
        </p>
      )
    })

    count.set(1)

    expect(page.flush()).toEqual([
      { op: 'setAttribute', hid: 1, name: 'data-count', value: '1' },
      { op: 'setText', hid: 1, text: '1' },
    ])
    expect(renders).toBe(1)
  })

  test('with its children as they are when it alone changed', () => {
    const log: string[] = []
    function Inner() {
      log.push('inner')
      return <b>inner</b>
    }
    function Panel(props: { children: Child }) {
      const isOpen = state(true)
      log.push('panel')
      return (
        <div onClick={() => isOpen.update((value) => !value)}>
          {isOpen.get() ? props.children : 'closed'}
        </div>
      )
    }
    const page = openPage(() => (
      <Panel>
        <Inner />
        text
      </Panel>
    ))
    const html = page.dom.html

    page.fire('click')
    expect(page.update()).toBe('<div data-on="click">closed</div>')
    page.fire('click')

    expect(page.update()).toBe(html)
    expect(log).toEqual(['panel', 'inner', 'panel', 'panel', 'inner'])
  })
})

describe('a component that renders itself', () => {
  test('as deep as data go', () => {
    function Tree(props: { depth: number }): Child {
      return <i>{props.depth > 0 && <Tree depth={props.depth - 1} />}</i>
    }

    const page = openPage(() => <Tree depth={200} />)

    expect(page.dom.html.length).toBe(201 * '<i></i>'.length)
  })

  test('without end is an error', () => {
    function Endless(): Child {
      return <Endless />
    }

    expect(() => openPage(() => <Endless />)).toThrow()
  })

  test('without end is an error that a boundary stops', () => {
    function Endless(): Child {
      return (
        <p>
          <Endless />
        </p>
      )
    }

    const page = openPage(() => (
      <ErrorBoundary fallback="too deep">
        <Endless />
      </ErrorBoundary>
    ))

    expect(page.dom.html).toBe('too deep')
  })

  test.each([
    ['with a boundary', 'too deep'],
    ['without a boundary', undefined],
  ])('twice without end is an error at once: %s', (_, fallback) => {
    function Endless(): Child {
      return [<Endless />, <Endless />]
    }
    const page = (): string =>
      fallback === undefined
        ? openPage(() => <Endless />).dom.html
        : openPage(() => (
            <ErrorBoundary fallback={fallback}>
              <Endless />
            </ErrorBoundary>
          )).dom.html

    if (fallback === undefined) expect(page).toThrow()
    else expect(page()).toBe(fallback)
  })

  test('without end, later, leaves the page as it was', () => {
    const isEndless = state(false)
    function Endless(): Child {
      return <Endless />
    }
    const page = openPage(() => (
      <p>
        {isEndless.get() && <Endless />}
        {isEndless.get() ? 'on' : 'off'}
      </p>
    ))

    isEndless.set(true)
    expect(page.update()).toContain('on')
    expect(page.errors.length).toBeGreaterThan(0)
    isEndless.set(false)

    expect(page.update()).toBe('<p>off</p>')
  })
})

describe('a page that is disposed', () => {
  test('lets go of all signals and handlers, and takes no more work', () => {
    const count = state(0)
    function Child() {
      return <b data-count={count}>{count.get()}</b>
    }
    const page = openPage(() => (
      <button onClick={() => {}}>
        {count} <Child />
      </button>
    ))

    page.root.dispose()
    page.root.dispose()
    count.set(1)

    expect(count.subs).toBeUndefined()
    expect(page.root.targets.size).toBe(0)
    expect([page.requests, page.root.isDirty]).toEqual([0, false])
    expect(page.flush()).toEqual([])
  })
})
