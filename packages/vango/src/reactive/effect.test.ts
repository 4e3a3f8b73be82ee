import { describe, expect, test } from 'vitest'
import { batch, maxRounds } from './batch.ts'
import { createComputed } from './computed.ts'
import { untrack } from './core.ts'
import { createEffect } from './effect.ts'
import { createSignal } from './signal.ts'

describe('an effect', () => {
  test('runs at once, and again after each change', () => {
    const count = createSignal(1)
    const seen: number[] = []
    createEffect(() => {
      seen.push(count.get())
    })

    count.set(2)
    count.set(2)
    count.set(3)

    expect(seen).toEqual([1, 2, 3])
  })

  test('calls its cleanup before the next run and at the end', () => {
    const count = createSignal(1)
    const log: string[] = []
    const end = createEffect(() => {
      const value = count.get()
      log.push(`run ${value}`)
      return () => log.push(`cleanup ${value}`)
    })

    count.set(2)
    end()
    end()
    count.set(3)

    expect(log).toEqual(['run 1', 'cleanup 1', 'run 2', 'cleanup 2'])
  })

  test('does not run again for what only its cleanup reads', () => {
    const [count, other] = [createSignal(1), createSignal(1)]
    let runs = 0
    createEffect(() => {
      count.get()
      runs++
      return () => void other.get()
    })
    count.set(2)

    other.set(2)

    expect(runs).toBe(2)
  })

  test('that ends itself while it runs calls the cleanup of this run at once', () => {
    const count = createSignal(1)
    const log: string[] = []
    const end: () => void = createEffect(() => {
      if (count.get() === 2) end()
      log.push(`run ${count.get()}`)
      return () => log.push('cleanup')
    })

    count.set(2)
    count.set(3)

    expect(log).toEqual(['run 1', 'cleanup', 'run 2', 'cleanup'])
  })

  test('sees its own writes and runs again until they come to rest', () => {
    const count = createSignal(0)
    const seen: number[] = []
    createEffect(() => {
      seen.push(count.get())
      if (count.get() < 3) count.set(count.get() + 1)
    })

    expect(seen).toEqual([0, 1, 2, 3])
  })

  test('runs those it sets off after itself', () => {
    const [first, second] = [createSignal(0), createSignal(0)]
    const log: string[] = []
    createEffect(() => {
      second.set(first.get())
      log.push(`first ${first.get()}`)
    })
    createEffect(() => {
      log.push(`second ${second.get()}`)
    })
    log.length = 0

    first.set(1)

    expect(log).toEqual(['first 1', 'second 1'])
  })
})

describe('a nested effect', () => {
  test('ends when the outer one runs again', () => {
    const [outer, inner] = [createSignal(1), createSignal(1)]
    const log: string[] = []
    createEffect(() => {
      const value = outer.get()
      createEffect(() => {
        log.push(`${value} ${inner.get()}`)
        return () => log.push(`end ${value}`)
      })
    })

    outer.set(2)
    inner.set(2)

    expect(log).toEqual(['1 1', 'end 1', '2 1', 'end 2', '2 2'])
  })

  test('ends with the outer one, also if it was made in untrack', () => {
    const count = createSignal(1)
    let runs = 0
    const end = createEffect(() => {
      untrack(() =>
        createEffect(() => {
          count.get()
          runs++
        }),
      )
    })

    end()
    count.set(2)

    expect(runs).toBe(1)
  })

  test('does not run if the change that reached it makes the outer one end it', () => {
    const user = createSignal<{ name: string } | undefined>({ name: 'Ada' })
    const isKnown = createComputed(() => user.get() !== undefined)
    const names: string[] = []
    createEffect(() => {
      // Made before the outer effect reads anything, so that the inner one is queued first.
      if (user.peek() !== undefined) {
        createEffect(() => {
          names.push(user.get()!.name)
        })
      }
      isKnown.get()
    })

    user.set(undefined)

    expect(names).toEqual(['Ada'])
  })

  test('runs only as a part of the outer one where both have to run', () => {
    const count = createSignal(1)
    const log: string[] = []
    createEffect(() => {
      createEffect(() => {
        log.push(`inner ${count.get()}`)
      })
      log.push(`outer ${count.get()}`)
    })
    log.length = 0

    count.set(2)

    expect(log).toEqual(['inner 2', 'outer 2'])
  })

  test('can be ended alone, before the outer one', () => {
    const count = createSignal(1)
    const log: string[] = []
    const endOuter = createEffect(() => {
      const endInner = createEffect(() => () => log.push('cleanup'))
      count.get()
      endInner()
    })

    endOuter()

    expect(log).toEqual(['cleanup'])
  })
})

describe('an effect that throws', () => {
  test('in its first run is none', () => {
    const count = createSignal(1)
    let runs = 0
    const create = (): unknown =>
      createEffect(() => {
        count.get()
        runs++
        throw new Error('no')
      })

    expect(create).toThrow('no')
    count.set(2)

    expect(runs).toBe(1)
  })

  test('does not stop the others, and its error reaches who wrote', () => {
    const count = createSignal(1)
    const seen: number[] = []
    for (const name of ['first', 'second']) {
      createEffect(() => {
        if (count.get() === 2) throw new Error(name)
      })
    }
    createEffect(() => {
      seen.push(count.get())
    })

    expect(() => count.set(2)).toThrow('first')
    expect(seen).toEqual([1, 2])
  })

  test('runs again at the next change', () => {
    const count = createSignal(1)
    const seen: number[] = []
    createEffect(() => {
      if (count.get() === 2) throw new Error('two')
      seen.push(count.get())
    })

    expect(() => count.set(2)).toThrow('two')
    count.set(3)

    expect(seen).toEqual([1, 3])
  })

  test('in its cleanup runs all the same', () => {
    const count = createSignal(1)
    const seen: number[] = []
    createEffect(() => {
      seen.push(count.get())
      return () => {
        throw new Error('cleanup')
      }
    })

    expect(() => count.set(2)).toThrow('cleanup')
    expect(seen).toEqual([1, 2])
  })
})

describe('an effect that keeps setting off itself', () => {
  test('is stopped with an error that names it', () => {
    const count = createSignal(0)
    let runs = 0
    const loop = (): void => {
      createEffect(function countUp() {
        runs++
        count.set(count.get() + 1)
      })
    }

    expect(loop).toThrow(
      expect.objectContaining({
        code: 'reactive/effect-loop',
        message: expect.stringContaining('countUp'),
      }),
    )
    expect(runs).toBe(1 + maxRounds)

    count.set(-1)
    expect(runs).toBe(1 + maxRounds)
  })

  test('lets the others run', () => {
    const [count, other] = [createSignal(0), createSignal(0)]
    const seen: number[] = []
    createEffect(() => {
      if (other.get() > 0) count.set(count.get() + 1)
    })
    createEffect(() => {
      seen.push(other.get())
    })

    expect(() => other.set(1)).toThrow('reactive/effect-loop')
    expect(seen).toEqual([0, 1])
  })

  test('takes none of those with it that only follow', () => {
    const count = createSignal(0)
    const seen: number[] = []
    createEffect(() => {
      seen.push(count.get())
    })

    expect(() =>
      createEffect(function loop() {
        count.set(count.get() + 1)
      }),
    ).toThrow('loop')
    count.set(-1)

    expect(seen.at(-1)).toBe(-1)
  })

  test('of two that set off each other ends one, and the other goes on', () => {
    const [left, right] = [createSignal(0), createSignal(0)]
    const runs: string[] = []
    createEffect(() => {
      right.set(left.get())
      runs.push('first')
    })

    expect(() =>
      createEffect(() => {
        left.set(right.get() + 1)
        runs.push('second')
      }),
    ).toThrow('reactive/effect-loop')
    runs.length = 0
    left.set(-1)
    right.set(5)

    expect(new Set(runs).size).toBe(1)
  })

  test('is told from a long chain of effects', () => {
    const signals = Array.from({ length: 3 * maxRounds }, () => createSignal(0))
    for (let i = 1; i < signals.length; i++) {
      createEffect(() => signals[i]!.set(signals[i - 1]!.get()))
    }

    batch(() => signals[0]!.set(1))

    expect(signals.at(-1)!.get()).toBe(1)
  })
})
