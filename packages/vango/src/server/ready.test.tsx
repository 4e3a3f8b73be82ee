import { afterEach, expect, test, vi } from 'vitest'
import type { Backplane, Entry } from '../backplane/backplane.ts'
import { createMemoryBackplane } from '../backplane/memory.ts'
import { globalSignal } from '../state/global-signal.ts'
import { createBareApp } from './app.ts'
import type { App } from './app.ts'

vi.mock('./client-file.ts', () => ({ readClientScript: () => 'the client' }))

const apps: App[] = []

afterEach(async () => {
  vi.useRealTimers()
  for (const app of apps.splice(0)) await app.close()
})

/** An engine whose subscribers are told when `release` is called, and later ones a turn later. */
function slow(engine: Backplane): Backplane & { release(): void } {
  let release = (): void => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  return {
    ...engine,
    release,
    subscribe: (key, listener) =>
      engine.subscribe(key, (entry: Entry) => void released.then(() => listener(entry))),
  }
}

function open(backplane: Backplane, component: () => JSX): App {
  const app = createBareApp({ routes: { '/': component }, backplane, onError: () => {} })
  apps.push(app)
  return app
}

type JSX = ReturnType<typeof Motto>

const motto = globalSignal('motto', 'none')
let renders = 0

function Motto() {
  renders++
  return <p>{motto}</p>
}

async function load(app: App): Promise<string> {
  return (await app.fetch(new Request('http://a.test/'))).text()
}

/** What another node has written before. */
async function write(engine: Backplane, key: string, text: string): Promise<void> {
  await engine.compareAndSet(`signal/${key}`, 0, `[]\n${JSON.stringify([text])}`)
}

test('the first page on a node shows the value that another node has set', async () => {
  const backplane = slow(createMemoryBackplane())
  await write(backplane, 'motto', 'look at the stars')
  const app = open(backplane, Motto)
  renders = 0

  const page = load(app)
  backplane.release()

  expect(await page).toContain('look at the stars')
  expect(renders).toBe(2)
  expect(app.hub.stats().sessions).toBe(1)
})

test('later pages are rendered once', async () => {
  const backplane = slow(createMemoryBackplane())
  backplane.release()
  const app = open(backplane, Motto)
  await load(app)
  renders = 0

  await load(app)

  expect(renders).toBe(1)
})

test('a value that leads to another key is waited for, too', async () => {
  const backplane = slow(createMemoryBackplane())
  await write(backplane, 'motto', 'second')
  await write(backplane, 'of second', 'found')
  backplane.release()
  const app = open(backplane, function Chain() {
    return <p>{globalSignal(`of ${motto.get()}`, 'nothing')}</p>
  })

  expect(await load(app)).toContain('found')
})

test('a backplane that is away holds up no page for long', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const app = open(slow(createMemoryBackplane()), Motto)

  const page = load(app)
  await vi.advanceTimersByTimeAsync(2_000)

  expect(await page).toContain('none')
})

test('an app that closes closes its backplane, unless another one uses it', async () => {
  const backplane = createMemoryBackplane()
  const close = vi.spyOn(backplane, 'close')
  const [one, other] = [open(backplane, Motto), open(backplane, Motto)]

  await one.close()
  expect(close).not.toHaveBeenCalled()
  await other.close()

  expect(close).toHaveBeenCalledTimes(1)
})
