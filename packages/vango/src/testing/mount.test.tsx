import { afterEach, describe, expect, test } from 'vitest'
import { effect, ErrorBoundary, Portal, state } from 'vango'
import { useCtx } from 'vango/server'
import { cleanup, mount } from 'vango/testing'

afterEach(cleanup)

function Counter({ start = 0 }: { start?: number }) {
  const count = state(start)
  return <button onClick={() => count.update((n) => n + 1)}>Clicked {count} times</button>
}

describe('mount', () => {
  test('shows what the component renders', async () => {
    const page = await mount(<Counter start={3} />)

    expect(page.html).toBe('<button>Clicked 3 times</button>')
  })

  test('takes a click over the wire and back', async () => {
    const page = await mount(<Counter start={3} />)
    page.traffic.reset()

    await page.click(page.getByRole('button'))

    page.expectText(page.getByRole('button'), 'Clicked 4 times')
    expect(page.patches).toEqual([{ op: 'setText', hid: expect.any(Number), text: '4' }])
    expect(page.traffic.sent).toEqual([
      {
        kind: 'event',
        eventNo: 1,
        ackSeq: 0,
        hid: expect.any(Number),
        position: 0,
        payload: undefined,
      },
    ])
    expect([page.traffic.bytesUp, page.traffic.bytesDown]).toEqual([6, 8])
  })

  test('takes several clicks, each once', async () => {
    const page = await mount(<Counter />)
    const button = page.getByRole('button')

    for (let i = 0; i < 5; i++) await page.click(button)
    await page.doubleClick(button)

    page.expectText(button, 'Clicked 7 times')
  })

  test('keeps two pages apart', async () => {
    const first = await mount(<Counter />)
    const second = await mount(<Counter />)

    await first.click(first.getByRole('button'))

    first.expectText(first.getByRole('button'), 'Clicked 1 times')
    second.expectText(second.getByRole('button'), 'Clicked 0 times')
  })

  test('takes elements and fragments as well as components', async () => {
    const page = await mount(
      <>
        <h1>Two</h1>
        <Counter />
        <Counter start={5} />
      </>,
    )

    expect(page.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Clicked 0 times',
      'Clicked 5 times',
    ])
  })

  test('gives components their path, query and headers', async () => {
    function Where() {
      const { url, request } = useCtx()
      return (
        <p>{`${url.pathname}?${url.searchParams} ${request.headers.get('accept-language')}`}</p>
      )
    }

    const headers = { 'accept-language': 'de' }
    const page = await mount(<Where />, { path: '/shop?page=2', headers })

    expect(page.getByText('/shop?page=2 de').localName).toBe('p')
  })

  test('opens no socket for a page on which nothing is live', async () => {
    const page = await mount(<p>still</p>)

    expect(page.network.connections).toBe(0)
    expect(page.html).toBe('<p>still</p>')
  })

  test('settles only when the effects have run, and what they have changed is there', async () => {
    function Chain() {
      const first = state(0)
      const second = state(0)
      const third = state(0)
      effect(() => second.set(first.get() * 2))
      effect(() => third.set(second.get() * 2))
      return <button onClick={() => first.update((n) => n + 1)}>{third}</button>
    }
    const page = await mount(<Chain />)

    await page.click(page.getByRole('button'))

    page.expectText(page.getByRole('button'), '4')
  })

  test('settles only when an asynchronous handler has ended', async () => {
    function Slow() {
      const step = state('none')
      const run = async (): Promise<void> => {
        step.set('begun')
        await new Promise((resolve) => setTimeout(resolve, 30))
        step.set('done')
      }
      return <button onClick={run}>{step}</button>
    }
    const page = await mount(<Slow />)

    await page.click(page.getByRole('button'))

    page.expectText(page.getByRole('button'), 'done')
  })

  test('shows what the server changes by itself, once it is settled', async () => {
    const tick: { now?: () => void } = {}
    function Ticker() {
      const count = state(0)
      effect(() => {
        tick.now = () => count.update((n) => n + 1)
      })
      return <output>{count}</output>
    }
    const page = await mount(<Ticker />)

    tick.now!()
    await page.settled()

    page.expectText(page.getByRole('status'), '1')
  })

  test('finds what a portal has moved', async () => {
    function Dialog() {
      const isOpen = state(false)
      return (
        <main>
          <button onClick={() => isOpen.set(true)}>Open</button>
          {isOpen.get() && (
            <Portal to="body">
              <p role="dialog">Hello</p>
            </Portal>
          )}
        </main>
      )
    }
    const page = await mount(<Dialog />)

    await page.click(page.getByRole('button'))

    page.expectText(page.getByRole('dialog'), 'Hello')
  })

  test('throws what the first rendering threw, with the name of the component', async () => {
    function Broken(): never {
      throw new Error('no luck')
    }

    const attempt = mount(<Broken />)

    await expect(attempt).rejects.toMatchObject({
      code: 'testing/mount-failed',
      message: expect.stringMatching(/<Broken> could not be rendered: no luck/),
      cause: expect.objectContaining({ message: 'no luck' }),
    })
  })
})

describe('a failing test says what', () => {
  test('component, element, expected and actual text', async () => {
    const page = await mount(<Counter />)

    expect(() => page.expectText(page.getByRole('button'), 'Clicked 1 times')).toThrow(
      '<Counter>: the text of <button> is wrong. Expected: "Clicked 1 times", got: "Clicked 0 times"',
    )
  })

  test('component and query, if nothing is found', async () => {
    const page = await mount(<Counter />)

    expect(() => page.getByText('Reset')).toThrow(
      /<Counter>: Unable to find an element with the text: Reset/,
    )
    expect(page.queryByText('Reset')).toBe(null)
  })

  test('that the page is closed already', async () => {
    const page = await mount(<Counter />)
    await page.close()

    expect(() => page.getByRole('button')).toThrow('<Counter> is closed already')
    await expect(page.settled()).rejects.toThrow('<Counter> is closed already')
  })
})

describe('a problem that nobody asked about fails the test', () => {
  test('an error in a handler', async () => {
    const fail = (): void => {
      throw new Error('out of stock')
    }
    const page = await mount(<button onClick={fail}>Buy</button>)

    const click = page.click(page.getByRole('button'))

    await expect(click).rejects.toMatchObject({
      code: 'testing/problems',
      message: expect.stringContaining('out of stock'),
    })
  })

  test('an error of an asynchronous handler', async () => {
    const fail = async (): Promise<void> => {
      throw new Error('out of stock')
    }
    const page = await mount(<button onClick={fail}>Buy</button>)

    await expect(page.click(page.getByRole('button'))).rejects.toThrow('out of stock')
  })

  test('an error that a boundary has caught, unless the test takes it', async () => {
    function Bomb() {
      const isLit = state(false)
      if (isLit.get()) throw new Error('boom')
      return <button onClick={() => isLit.set(true)}>Light</button>
    }
    const page = await mount(
      <ErrorBoundary fallback={<p>Nothing happened.</p>}>
        <Bomb />
      </ErrorBoundary>,
    )

    await expect(page.click(page.getByRole('button'))).rejects.toThrow('<Bomb> threw in a render')

    expect(page.getByText('Nothing happened.').localName).toBe('p')
  })

  test('an error on the console', async () => {
    const complain = (): void => console.error('%s is deprecated', 'this')
    const page = await mount(<button onClick={complain}>x</button>)

    await expect(page.click(page.getByRole('button'))).rejects.toThrow('is deprecated')
  })

  test('an id that two elements have', async () => {
    const page = mount(
      <form>
        <label id="name">Name</label>
        <input id="name" type="text" />
      </form>,
    )

    await expect(page.then((opened) => opened.settled())).rejects.toThrow(
      'the id "name" stands on <label id="name"> and on <input id="name" type="text">',
    )
  })

  test('two children with the same key', async () => {
    const list = mount(
      <ul>
        {['a', 'a'].map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>,
    )

    await expect(list).rejects.toThrow(/same key|key/)
  })

  test('a page that is not what the server has rendered', async () => {
    const page = await mount(<Counter />)
    page.getByRole('button').title = 'somebody was here'

    await expect(page.settled()).rejects.toThrow(
      /differs from what the server has rendered: expected .*<button>.*, got .*somebody was here/,
    )
  })

  test('at its end, if not before', async () => {
    const fail = (): void => {
      throw new Error('out of stock')
    }
    const page = await mount(<button onClick={fail}>Buy</button>)
    page.getByRole('button').click()

    await expect(cleanup()).rejects.toThrow('out of stock')
  })
})

describe('a problem that the test expects', () => {
  const fail = (): void => {
    throw new Error('out of stock')
  }

  test('does not fail it', async () => {
    const page = await mount(<button onClick={fail}>Buy</button>)
    page.expectProblem(/out of stock/)

    await page.click(page.getByRole('button'))

    expect(page.problems).toEqual([])
  })

  test('may have come already', async () => {
    const page = await mount(<button onClick={fail}>Buy</button>)
    page.getByRole('button').click()
    await expect.poll(() => page.problems.length).toBe(1)

    page.expectProblem('out of stock')

    expect(page.problems).toEqual([])
  })

  test('excuses one, not two', async () => {
    const page = await mount(<button onClick={fail}>Buy</button>)
    page.expectProblem(/out of stock/)

    await expect(page.doubleClick(page.getByRole('button'))).rejects.toThrow('out of stock')
  })

  test('and does not come, fails it at its end', async () => {
    const page = await mount(<button>Buy</button>)
    page.expectProblem(/out of stock/)

    await expect(page.close()).rejects.toThrow('had no problem that matches /out of stock/')
  })
})
