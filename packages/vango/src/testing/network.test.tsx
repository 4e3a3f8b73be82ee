import { afterEach, describe, expect, test } from 'vitest'
import { state } from 'vango'
import { cleanup, createClock, mount } from 'vango/testing'

afterEach(cleanup)

function Counter() {
  const count = state(0)
  return <button onClick={() => count.update((n) => n + 1)}>{count}</button>
}

describe('without a network', () => {
  test('clicks wait, and are each counted once when it is back', async () => {
    const page = await mount(<Counter />)
    const button = page.getByRole('button')
    await page.click(button)

    page.network.offline()
    await page.settled()
    expect(page.document.body.classList.contains('vango-offline')).toBe(true)
    for (let i = 0; i < 3; i++) await page.click(button)
    page.expectText(button, '1')
    page.network.online()
    await page.settled()

    page.expectText(button, '4')
    expect(page.document.body.classList.contains('vango-offline')).toBe(false)
    expect(page.network.connections).toBe(2)
  })

  test('the page tries again after 1, 2, 5 and 10 seconds, give or take a fifth', async () => {
    using clock = createClock()
    const page = await mount(<Counter />)

    page.network.offline()
    const tries: number[] = []
    for (const seconds of [1, 2, 5, 10]) {
      await clock.advance(seconds * 800 - 1)
      tries.push(page.network.connections)
      await clock.advance(seconds * 400 + 1)
      tries.push(page.network.connections)
    }

    // A wait that was short leaves more for the next one, so only the sums are certain.
    expect(tries.at(-1)).toBe(5)
    expect(tries[0]).toBe(1)
  })

  test('a connection that breaks is replaced by another, and nothing is lost', async () => {
    using clock = createClock()
    const page = await mount(<Counter />)
    const button = page.getByRole('button')

    for (let i = 0; i < 5; i++) {
      await page.click(button)
      page.network.drop()
      await page.click(button)
      await clock.advance(1_200)
    }

    page.expectText(button, '10')
    expect(page.network.connections).toBe(6)
  })
})

describe('a bad network', () => {
  test('is slow: nothing changes before the message has gone there and back', async () => {
    using clock = createClock()
    const page = await mount(<Counter />)
    const button = page.getByRole('button')
    page.network.simulate({ latency: 300 })

    await page.click(button)
    await clock.advance(599)
    page.expectText(button, '0')
    await clock.advance(1)

    page.expectText(button, '1')
  })

  test('keeps the order, however unsteady it is', async () => {
    using clock = createClock()
    const page = await mount(<Counter />)
    const button = page.getByRole('button')
    page.network.simulate({ latency: 50, jitter: 500 })

    for (let i = 0; i < 20; i++) {
      await page.click(button)
      await clock.advance(7)
    }
    await clock.advance(2_000)

    page.expectText(button, '20')
    const texts = page.patches.flatMap((patch) => (patch.op === 'setText' ? [+patch.text] : []))
    expect(texts).toEqual(texts.toSorted((left, right) => left - right))
    expect(page.network.connections).toBe(1)
  })

  test.each([3, 4, 5, 7])('that breaks at every %sth message loses no click', async (dropEvery) => {
    using clock = createClock()
    const page = await mount(<Counter />)
    const button = page.getByRole('button')
    page.network.simulate({ latency: 20, dropEvery })

    for (let i = 0; i < 30; i++) {
      await page.click(button)
      await clock.advance(100)
    }
    page.network.simulate()
    await clock.advance(60_000)

    page.expectText(button, '30')
    expect(page.network.connections).toBeGreaterThan(2)
  })

  test('is waited for by settled, if time goes on', async () => {
    const page = await mount(<Counter />)
    page.network.simulate({ latency: 5, jitter: 5 })

    await page.click(page.getByRole('button'))

    page.expectText(page.getByRole('button'), '1')
  })
})

test('a socket that fills up gets the latest state when it has room again, and no steps', async () => {
  function Feed() {
    const lines = state<readonly string[]>([])
    const add = (): void => lines.update((list) => [...list, 'x'.repeat(10_000)])
    return (
      <main>
        <button onClick={add}>Add</button>
        <output>{`${lines.get().length}: ${lines.get().join('')}`}</output>
      </main>
    )
  }
  const page = await mount(<Feed />)
  const button = page.getByRole('button')

  page.traffic.reset()
  for (let i = 0; i < 10; i++) {
    await page.click(button)
    if (i === 1) page.network.hold()
  }
  page.network.release()
  await page.settled()

  expect(page.getByRole('status').textContent).toMatch(/^10: /)
  expect(page.patches.length).toBeLessThan(10)
})
