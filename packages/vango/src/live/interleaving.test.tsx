/**
 * Two sessions, every order in which their awaits can end. Whatever the order, neither sees anything of
 * the other: no context, no environment, no data, no error, no patch.
 */
import { expect, test } from 'vitest'
import { createContext, resource, state, store, Suspense, useContext } from '../index.ts'
import type { Child } from '../index.ts'
import { currentEnv } from '../component/current.ts'
import { createComponent } from '../vdom/jsx.ts'
import { adopt, turn } from './fixtures/browser.ts'
import type { Browser } from './fixtures/browser.ts'
import { createHub } from './hub.ts'

type User = 'ann' | 'bob'

/** Awaits that end one by one, oldest first, when the test says so. */
class Gates {
  private readonly waiting: Record<User, (() => void)[]> = { ann: [], bob: [] }

  wait(user: User): Promise<void> {
    return new Promise((resolve) => this.waiting[user].push(resolve))
  }

  /** Ends the oldest await of `user`, and lets everything happen that follows. */
  async open(user: User): Promise<void> {
    this.waiting[user].shift()!()
    await turn()
  }

  isEmpty(user: User): boolean {
    return this.waiting[user].length === 0
  }
}

const Name = createContext('nobody')

/** What `currentEnv` says, or the code of its error. */
function whoIsHere(): string {
  try {
    return (currentEnv() as { user: User }).user
  } catch (error) {
    return (error as { code: string }).code
  }
}

/** A page that asks who it is at every place where code of its own runs. */
function createPage(gates: Gates, log: string[]): (props: { user: User }) => Child {
  const useNotes = store(() => ({ owner: whoIsHere() }))

  async function load(user: User): Promise<string> {
    log.push(`${user} before: ${whoIsHere()}`)
    await gates.wait(user)
    log.push(`${user} between: ${whoIsHere()}`)
    await gates.wait(user)
    log.push(`${user} after: ${whoIsHere()}`)
    return `data of ${user}`
  }

  function Reader(): Child {
    const { user } = currentEnv() as { user: User }
    const data = resource(() => load(user))
    const [text] = data.value()
    return `${text}, ${useContext(Name)}, ${useNotes().owner}, ${whoIsHere()}`
  }

  function Failing(): Child {
    const { user } = currentEnv() as { user: User }
    const failing = resource(async () => {
      await gates.wait(user)
      throw new Error(`error of ${user}`)
    })
    failing.value()
    return 'never'
  }

  return function Page({ user }) {
    const said = state('')
    const say = async (): Promise<void> => {
      const me = whoIsHere()
      await gates.wait(user)
      log.push(`${user} in a handler: ${whoIsHere()}`)
      said.set(`said by ${me}`)
    }
    return (
      <Name.Provider value={`I am ${user}`}>
        <button onClick={say}>{said}</button>
        <Suspense fallback="waiting">
          <Reader />
        </Suspense>
        <Suspense fallback="waiting" error={(error) => (error as Error).message}>
          <Failing />
        </Suspense>
      </Name.Provider>
    )
  }
}

/** All orders of `count` steps of either user. */
function* schedules(ann: number, bob: number): Generator<User[]> {
  if (ann === 0 && bob === 0) yield []
  if (ann > 0) for (const rest of schedules(ann - 1, bob)) yield ['ann', ...rest]
  if (bob > 0) for (const rest of schedules(ann, bob - 1)) yield ['bob', ...rest]
}

interface Outcome {
  readonly log: string[]
  readonly heard: Record<User, string>
  readonly errors: string[]
  readonly html: Record<User, string>
}

async function play(schedule: readonly User[]): Promise<Outcome> {
  const gates = new Gates()
  const log: string[] = []
  const errors: string[] = []
  const users = new Map<string, User>()
  const hub = createHub({
    onError: (error, { session }) =>
      errors.push(`${users.get(session!)}: ${(error as Error).message}`),
  })
  const Page = createPage(gates, log)
  const open = (user: User): { browser: Browser; id: string } => {
    const page = hub.open(createComponent(Page, { user }, undefined), { user })
    users.set(page.id, user)
    return { browser: adopt(page, hub), id: page.id }
  }
  const [ann, bob] = [open('ann'), open('bob')]
  await ann.browser.event(hidOfButton(hub.inspect(ann.id)!.html))
  await bob.browser.event(hidOfButton(hub.inspect(bob.id)!.html))

  for (const user of schedule) await gates.open(user)
  expect([gates.isEmpty('ann'), gates.isEmpty('bob')]).toEqual([true, true])

  const outcome = {
    log,
    errors,
    heard: { ann: textOf(ann.browser), bob: textOf(bob.browser) },
    html: { ann: hub.inspect(ann.id)!.html, bob: hub.inspect(bob.id)!.html },
  }
  await hub.close()
  return outcome
}

function hidOfButton(html: string): number {
  return Number(/<button data-hid="(\d+)"/.exec(html)![1])
}

function textOf(browser: Browser): string {
  return JSON.stringify(browser.patches())
}

function linesOf(log: readonly string[], user: User): string[] {
  return log.filter((line) => line.startsWith(user))
}

const stepsOfEach = 4

test('no order of their awaits lets one session see the other', async () => {
  let count = 0
  for (const schedule of schedules(stepsOfEach, stepsOfEach)) {
    count++
    const { log, heard, errors, html } = await play(schedule)

    const order = schedule.join(' ')
    for (const [user, other] of [
      ['ann', 'bob'],
      ['bob', 'ann'],
    ] as const) {
      expect(linesOf(log, user).toSorted(), order).toEqual([
        `${user} after: component/no-current`,
        `${user} before: ${user}`,
        `${user} between: component/no-current`,
        `${user} in a handler: component/no-current`,
      ])
      expect(html[user], order).toContain(`data of ${user}, I am ${user}, ${user}, ${user}`)
      expect(html[user], order).toContain(`said by ${user}`)
      expect(html[user], order).toContain(`error of ${user}`)
      expect(html[user] + heard[user], order).not.toContain(other)
    }
    expect(errors.toSorted(), order).toEqual(['ann: error of ann', 'bob: error of bob'])
  }
  expect(count).toBe(70)
})
