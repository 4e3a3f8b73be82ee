import { describe, expect, test } from 'vitest'
import { openPage } from '../vdom/fixtures/page.ts'
import { currentEnv } from './current.ts'
import { computed, effect, state } from './state.ts'

test('outside of a page there is no env', () => {
  expect(() => currentEnv()).toThrow('component/no-current')
})

describe('the env of a page is known', () => {
  test('in renders, handlers and effects', () => {
    const log: unknown[] = []
    const page = openPage(
      () => {
        log.push('render', currentEnv())
        effect(() => void log.push('effect', currentEnv()))
        return <button onClick={() => void log.push('handler', currentEnv())}>x</button>
      },
      { env: 'env' },
    )

    page.fire('click')
    page.root.start()
    page.flush()

    expect(log).toEqual(['render', 'env', 'handler', 'env', 'effect', 'env'])
  })

  test('in a computed, whoever asks for it and whenever', () => {
    const log: string[] = []
    const count = state(0)
    const page = openPage(
      () => {
        const bound = computed(() => `${currentEnv()} ${count.get()}`)
        const read = computed(() => `${currentEnv()} ${count.get()}`)
        const watched = computed(() => `${currentEnv()} ${count.get()}`)
        effect(() => void log.push(watched.get()))
        return (
          <p title={bound}>
            {bound} {read.get()}
          </p>
        )
      },
      { env: 'env' },
    )
    page.root.start()
    page.flush()

    count.set(1)

    expect(page.update()).toBe('<p title="env 1">env 1 env 1</p>')
    expect(log).toEqual(['env 0', 'env 1'])
    expect(page.errors).toEqual([])
  })

  test('and gone when they are over, even by an error', () => {
    const page = openPage(() => (
      <button
        onClick={() => {
          throw new Error('broken')
        }}
      >
        x
      </button>
    ))

    expect(() => page.fire('click')).toThrow('broken')
    expect(() => currentEnv()).toThrow('component/no-current')
  })
})

describe('two sessions that interleave', () => {
  function openAsker(name: string, log: string[]) {
    return openPage(
      () => {
        const answer = state('')
        const ask = async (pause: unknown): Promise<void> => {
          const before = currentEnv()
          await pause
          answer.set(`${before} answered`)
          try {
            log.push(`${name} sees ${String(currentEnv())}`)
          } catch (error) {
            log.push(`${name}: ${(error as { code: string }).code}`)
          }
        }
        return <button onClick={ask}>{answer}</button>
      },
      { env: name },
    )
  }

  test('never see each other after an await', async () => {
    const log: string[] = []
    const a = openAsker('a', log)
    const b = openAsker('b', log)
    let resolve = (): void => {}
    const promise = new Promise<void>((fulfil) => {
      resolve = fulfil
    })

    const answers = [a.fire('click', promise), b.fire('click', undefined)]
    await answers[1]
    // While another session's render is at work.
    openPage(
      () => {
        resolve()
        return String(currentEnv())
      },
      { env: 'c' },
    )
    await Promise.all(answers)

    expect(log).toEqual(['b: component/no-current', 'a: component/no-current'])
    expect([a.update(), b.update()]).toEqual([
      '<button data-on="click;pointer">a answered</button>',
      '<button data-on="click;pointer">b answered</button>',
    ])
  })

  test('write what they like after an await, but for shared state', async () => {
    const own = state(0)
    const page = openPage(() => {
      const count = state(0)
      const onClick = async (): Promise<void> => {
        await undefined
        count.set(1)
      }
      return <button onClick={onClick}>{count}</button>
    })

    await page.fire('click')

    expect(page.requests).toBe(1)
    expect(page.update()).toBe('<button data-on="click">1</button>')
    expect(own.peek()).toBe(0)
  })

  test('render each other’s pages without mixing', () => {
    const page = openPage(
      () => {
        const inner = openPage(() => <b>{String(currentEnv())}</b>, { env: 'inner' })
        return (
          <p>
            {inner.printed} {String(currentEnv())}
          </p>
        )
      },
      { env: 'outer' },
    )

    expect(page.dom.html).toBe('<p>&lt;b>inner&lt;/b> outer</p>')
  })
})
