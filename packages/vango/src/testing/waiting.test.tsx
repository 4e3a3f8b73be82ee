import { afterEach, describe, expect, test } from 'vitest'
import { resource, state, Suspense } from 'vango'
import { cleanup, mount } from 'vango/testing'

afterEach(cleanup)

/** A component that waits until the test lets it go on. */
function createSlow() {
  let resolve!: (text: string) => void
  const loaded = new Promise<string>((settle) => (resolve = settle))
  function Slow() {
    const [text] = resource(() => loaded).value()
    return <b>{text}</b>
  }
  return { Slow, resolve }
}

function Counter() {
  const count = state(0)
  return <button onClick={() => count.update((n) => n + 1)}>{count}</button>
}

describe('a page that waits', () => {
  test('is mounted with its fallback, can be used, and shows what has loaded then', async () => {
    const { Slow, resolve } = createSlow()
    const page = await mount(
      <main>
        <Counter />
        <Suspense fallback="waiting">
          <Slow />
        </Suspense>
      </main>,
    )
    expect(page.html).toBe('<main><button>0</button>waiting</main>')
    await page.click(page.getByRole('button'))
    expect(page.html).toBe('<main><button>1</button>waiting</main>')

    resolve('loaded')
    await page.settled()

    expect(page.html).toBe('<main><button>1</button><b>loaded</b></main>')
  })

  test('that nothing makes live is mounted when all of it is there', async () => {
    const { Slow, resolve } = createSlow()
    resolve('loaded')

    const page = await mount(
      <Suspense fallback="waiting">
        <Slow />
      </Suspense>,
    )

    expect(page.html).toBe('<b>loaded</b>')
  })
})
