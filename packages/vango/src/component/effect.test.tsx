import { describe, expect, test } from 'vitest'
import { openPage } from '../vdom/fixtures/page.ts'
import { currentEnv } from './current.ts'
import { computed, effect, state } from './state.ts'

/** Opens a page in a browser: its effects have run once. */
function openInBrowser(...args: Parameters<typeof openPage>): ReturnType<typeof openPage> {
  const page = openPage(...args)
  page.root.start()
  page.flush()
  return page
}

describe('an effect of a component', () => {
  test('waits until the page is open in a browser', () => {
    const log: string[] = []
    const page = openPage(() => {
      effect(() => void log.push('effect'))
      return 'page'
    })
    page.flush()
    expect(log).toEqual([])

    page.root.start()

    expect(page.requests).toBe(1)
    page.flush()
    expect(log).toEqual(['effect'])
  })

  test('makes the page one that a browser opens', () => {
    const page = openPage(() => {
      effect(() => {})
      return 'page'
    })

    expect(page.root.isLive).toBe(true)
  })

  test('runs after the patches of its turn', () => {
    const log: string[] = []
    const count = state(0)
    const page = openPage(
      () => {
        const value = count.get()
        log.push(`render ${value}`)
        effect(() => void log.push(`effect ${count.get()}`))
        return value
      },
      { onCommit: () => void log.push('commit') },
    )
    page.root.start()
    page.flush()
    log.length = 0

    count.set(1)
    page.flush()

    expect(log).toEqual(['render 1', 'commit', 'effect 1'])
  })

  test('is cleaned up before it runs again, and at the end', () => {
    const log: string[] = []
    const count = state(0)
    const page = openInBrowser(() => {
      effect(() => {
        const value = count.get()
        log.push(`run ${value}`)
        return () => void log.push(`clean ${value}`)
      })
      return 'page'
    })

    count.set(1)
    page.flush()
    page.root.dispose()
    count.set(2)
    page.flush()

    expect(log).toEqual(['run 0', 'clean 0', 'run 1', 'clean 1'])
    expect(count.subs).toBeUndefined()
  })

  test('does not run again for a render alone, but then has its latest closure', () => {
    const log: string[] = []
    const label = state('a')
    const count = state(0)
    const page = openInBrowser(() => {
      const now = label.get()
      effect(() => void log.push(`${now} ${count.get()}`))
      return now
    })

    label.set('b')
    page.flush()
    count.set(1)
    page.flush()

    expect(log).toEqual(['a 0', 'b 1'])
  })

  test('of a component that comes later runs, and ends with it', () => {
    const log: string[] = []
    const isShown = state(false)
    function Child() {
      effect(() => {
        log.push('run')
        return () => void log.push('clean')
      })
      return 'child'
    }
    const page = openInBrowser(() => <p>{isShown.get() && <Child />}</p>)

    isShown.set(true)
    page.flush()
    isShown.set(false)
    page.flush()

    expect(log).toEqual(['run', 'clean'])
  })

  test('of a component that came and went before the browser never runs', () => {
    const log: string[] = []
    const isShown = state(true)
    function Child() {
      effect(() => void log.push('run'))
      return 'child'
    }
    const page = openPage(() => <p>{isShown.get() && <Child />}</p>)
    isShown.set(false)

    page.root.start()
    page.flush()

    expect(log).toEqual([])
  })

  test('that writes is followed by another round, in one flush', () => {
    const log: string[] = []
    const page = openPage(
      () => {
        const input = state(1)
        const double = state(0)
        effect(() => double.set(input.get() * 2))
        log.push(`render ${double.get()}`)
        return <button onClick={() => input.set(2)}>{double.get()}</button>
      },
      { onCommit: () => void log.push('commit') },
    )
    page.root.start()
    page.flush()
    page.fire('click')
    page.flush()

    expect(log).toEqual([
      ...['render 0', 'commit', 'render 2', 'commit'],
      ...['commit', 'render 4', 'commit'],
    ])
  })

  test('may be ended early', () => {
    const log: string[] = []
    const count = state(0)
    const page = openInBrowser(() => {
      const end = effect(() => {
        log.push(`run ${count.get()}`)
        return () => void log.push('clean')
      })
      return <button onClick={end}>end</button>
    })

    page.fire('click')
    count.set(1)
    page.flush()
    page.root.dispose()

    expect(log).toEqual(['run 0', 'clean'])
  })

  test('asks the env of its page, in its cleanups too', () => {
    const log: unknown[] = []
    const page = openPage(
      () => {
        effect(() => {
          log.push(currentEnv())
          return () => void log.push(currentEnv())
        })
        return 'page'
      },
      { env: 'env' },
    )
    page.root.start()
    page.flush()

    page.root.dispose()

    expect(log).toEqual(['env', 'env'])
    expect(page.errors).toEqual([])
  })

  test('outside of a render belongs to nobody, and is an error', () => {
    const page = openPage(() => <button onClick={() => void effect(() => {})}>x</button>)

    expect(() => page.fire('click')).toThrow('component/effect-outside-render')
  })

  test('in no session runs at once', () => {
    const log: number[] = []
    const count = state(0)

    const end = effect(() => void log.push(count.get()))
    count.set(1)
    end()
    count.set(2)

    expect(log).toEqual([0, 1])
  })
})

describe('an effect that fails', () => {
  test('is reported, and runs again when something it read changes', () => {
    const log: string[] = []
    const count = state(0)
    const page = openInBrowser(function Fragile() {
      effect(() => {
        if (count.get() === 0) throw new Error('not yet')
        log.push('run')
      })
      effect(() => void log.push('neighbour'))
      return 'page'
    })
    expect(page.errors).toEqual(['effect <Fragile>: not yet'])

    count.set(1)
    page.flush()

    expect(log).toEqual(['neighbour', 'run'])
  })

  test('in its cleanup still runs again', () => {
    const log: string[] = []
    const count = state(0)
    const page = openInBrowser(function Fragile() {
      effect(() => {
        log.push(`run ${count.get()}`)
        return () => {
          throw new Error('cannot clean')
        }
      })
      return 'page'
    })

    for (const value of [1, 2]) {
      count.set(value)
      page.flush()
    }
    page.root.dispose()

    expect(log).toEqual(['run 0', 'run 1', 'run 2'])
    expect(page.errors).toEqual(Array(3).fill('effect <Fragile>: cannot clean'))
  })
})

describe('an effect that sets itself off', () => {
  test('is stopped with an error that names its component, and cleaned up', () => {
    let running = 0
    const page = openInBrowser(() => <Looping />)
    function Looping() {
      const count = state(0)
      effect(() => {
        running++
        count.set(count.get() + 1)
        return () => void running--
      })
      return 'page'
    }

    expect(page.errors).toEqual([
      expect.stringContaining(
        'effect <Looping>: [component/effect-loop] An effect of <Looping> made itself run again',
      ),
    ])
    expect(running).toBe(0)
    expect(page.flush()).toEqual([])
  })

  test('takes no effect along that only follows it', () => {
    const log: number[] = []
    function Follower(props: { of: { get(): number } }) {
      effect(() => void log.push(props.of.get()))
      return null
    }
    const page = openInBrowser(function Looping() {
      const count = state(0)
      const isOn = state(false)
      effect(() => {
        if (isOn.get()) count.set(count.get() + 1)
      })
      return [
        <button onClick={() => isOn.set(true)}>start</button>,
        <i onClick={() => count.set(-5)}>set</i>,
        <Follower of={count} />,
      ]
    })
    page.fire('click')
    page.flush()
    expect(page.errors.length).toBe(1)
    expect(page.errors[0]).toContain('effect <Looping>')

    page.fire('click', {}, (element) => element.tag === 'i')
    page.flush()

    expect(log.at(-1)).toBe(-5)
    expect(page.errors.length).toBe(1)
  })

  test('by way of a computed is stopped as well', () => {
    const page = openInBrowser(function Looping() {
      const count = state(0)
      const next = computed(() => count.get() + 1)
      effect(() => count.set(next.get()))
      return count
    })

    expect(page.errors).toEqual([expect.stringContaining('component/effect-loop')])
  })

  test('a hundred rounds apart is left alone', () => {
    const page = openInBrowser(() => {
      const count = state(0)
      effect(() => {
        if (count.get() < 90) count.set(count.get() + 1)
      })
      return count
    })

    expect([page.dom.html, page.errors]).toEqual(['90', []])
  })
})
