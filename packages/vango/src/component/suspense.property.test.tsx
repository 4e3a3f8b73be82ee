/**
 * Any nesting of Suspenses, fragments and conditions, any order of loading, failing, hiding and showing:
 * after every step the browser shows what a function of the state says, and what a fresh print says.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resource, state, Suspense } from '../index.ts'
import type { Child, Signal } from '../index.ts'
import { settled } from '../state/fixtures/loads.ts'
import { openPage } from '../vdom/fixtures/page.ts'
import type { Page } from '../vdom/fixtures/page.ts'

const loadCount = 4
const switchCount = 2

type Plan =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'load'; readonly load: number }
  | { readonly kind: 'group'; readonly of: readonly Plan[] }
  | { readonly kind: 'switch'; readonly by: number; readonly of: Plan }
  | { readonly kind: 'suspense'; readonly slot: boolean; readonly of: readonly Plan[] }

type Step =
  | { readonly kind: 'resolve' | 'reject'; readonly load: number }
  | { readonly kind: 'flip'; readonly by: number }

const loadIndex = fc.nat({ max: loadCount - 1 })
const switchIndex = fc.nat({ max: switchCount - 1 })

const plan: fc.Arbitrary<Plan> = fc.letrec<{ plan: Plan; list: readonly Plan[] }>((tie) => ({
  list: fc.array(tie('plan'), { minLength: 1, maxLength: 3 }),
  plan: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('text' as const), text: fc.constantFrom('a', 'b', '') }),
    fc.record({ kind: fc.constant('load' as const), load: loadIndex }),
    fc.record({ kind: fc.constant('group' as const), of: tie('list') }),
    fc.record({ kind: fc.constant('switch' as const), by: switchIndex, of: tie('plan') }),
    fc.record({ kind: fc.constant('suspense' as const), slot: fc.boolean(), of: tie('list') }),
  ),
})).plan

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('resolve' as const, 'reject' as const), load: loadIndex }),
  fc.record({ kind: fc.constant('flip' as const), by: switchIndex }),
)

interface World {
  readonly promises: readonly Promise<string>[]
  readonly settle: readonly ((isLoaded: boolean) => void)[]
  /** By load: what has become of it. */
  readonly results: ('loaded' | 'failed' | undefined)[]
  readonly switches: readonly Signal<boolean>[]
}

function createWorld(): World {
  const results: World['results'] = []
  const settle: World['settle'][number][] = []
  const promises = Array.from({ length: loadCount }, (_, load) => {
    const promise = new Promise<string>((resolve, reject) => {
      settle.push((isLoaded) => {
        if (results[load] !== undefined) return
        results[load] = isLoaded ? 'loaded' : 'failed'
        if (isLoaded) resolve(`load ${load}`)
        else reject(new Error(`failure ${load}`))
      })
    })
    promise.catch(() => {})
    return promise
  })
  return {
    promises,
    settle,
    results,
    switches: Array.from({ length: switchCount }, () => state(true)),
  }
}

function Part(props: { world: World; plan: Plan }): Child {
  const { world, plan: own } = props
  switch (own.kind) {
    case 'text':
      return own.text
    case 'load':
      return <Load promise={world.promises[own.load]!} />
    case 'group':
      return <p>{toParts(world, own.of)}</p>
    case 'switch':
      return <Switch world={world} by={own.by} plan={own.of} />
    case 'suspense':
      return (
        <Suspense fallback={<i>waits</i>} error={own.slot ? <u>failed</u> : undefined}>
          {toParts(world, own.of)}
        </Suspense>
      )
  }
}

function toParts(world: World, plans: readonly Plan[]): Child[] {
  return plans.map((each, i) => <Part key={i} world={world} plan={each} />)
}

function Load(props: { promise: Promise<string> }): Child {
  const [text, error] = resource(() => props.promise).value()
  return <b>{text ?? error?.message}</b>
}

function Switch(props: { world: World; by: number; plan: Plan }): Child {
  const isOn = props.world.switches[props.by]!.get()
  return isOn ? <Part world={props.world} plan={props.plan} /> : 'off'
}

// --- what should be there ---

interface Expected {
  readonly html: string
  readonly waits: boolean
  /** It is for the error slot of the nearest Suspense. */
  readonly fails: boolean
}

function expectedOf(world: World, own: Plan, hasSlot: boolean): Expected {
  const shown = (html: string): Expected => ({ html, waits: false, fails: false })
  switch (own.kind) {
    case 'text':
      return shown(own.text)
    case 'load': {
      const result = world.results[own.load]
      if (result === 'loaded') return shown(`<b>load ${own.load}</b>`)
      if (result === undefined) return { html: '', waits: true, fails: false }
      return { html: `<b>failure ${own.load}</b>`, waits: false, fails: hasSlot }
    }
    case 'group': {
      const all = expectAll(world, own.of, hasSlot)
      return { ...all, html: `<p>${all.html}</p>` }
    }
    case 'switch':
      return world.switches[own.by]!.peek() ? expectedOf(world, own.of, hasSlot) : shown('off')
    case 'suspense': {
      const all = expectAll(world, own.of, own.slot)
      if (all.fails) return shown('<u>failed</u>')
      return shown(all.waits ? '<i>waits</i>' : all.html)
    }
  }
}

function expectAll(world: World, plans: readonly Plan[], hasSlot: boolean): Expected {
  const all = plans.map((each) => expectedOf(world, each, hasSlot))
  return {
    html: all.map(({ html }) => html).join(''),
    waits: all.some(({ waits }) => waits),
    fails: all.some(({ fails }) => fails),
  }
}

async function rest(page: Page): Promise<void> {
  do {
    await settled()
    page.flush()
    await settled()
  } while (page.root.isDirty)
}

test('any page shows what has loaded, and fallbacks for the rest', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(plan, { minLength: 1, maxLength: 3 }),
      fc.array(step, { maxLength: 8 }),
      async (of, steps) => {
        const world = createWorld()
        const whole: Plan = { kind: 'suspense', slot: false, of }
        const page = openPage(() => <Part world={world} plan={whole} />)
        await rest(page)
        expect(page.dom.html).toBe(expectedOf(world, whole, false).html)

        for (const each of steps) {
          if (each.kind === 'flip') world.switches[each.by]!.update((isOn) => !isOn)
          else world.settle[each.load]!(each.kind === 'resolve')
          await rest(page)
          // A slot that has failed shows its error until somebody retries.
          if (hasFailedSlot(page)) return
          expect(page.dom.html).toBe(expectedOf(world, whole, false).html)
        }
        expect(page.errors).toEqual([])
      },
    ),
    { numRuns: 400 },
  )
})

function hasFailedSlot(page: Page): boolean {
  return page.errors.length > 0
}
