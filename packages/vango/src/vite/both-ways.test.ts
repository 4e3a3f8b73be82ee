/**
 * The same components compiled and not: the page they print, what each click changes on it, and the
 * patches that say so must be the same. Hids differ, because a template takes them in one block.
 */
import { describe, expect, test } from 'vitest'
import { openPage, withoutMarks } from '../vdom/fixtures/page.ts'
import type { Patch } from '../vdom/patch.ts'
import { scenes } from './fixtures/scenes.tsx'
import type { Scene } from './fixtures/scenes.tsx'

const gallery = '../../../../examples/gallery/pages'
const plain = await load<{ scenes: typeof scenes }>('./fixtures/scenes.tsx', '?plain')

interface Gallery {
  readonly BoundCounter: Scene[0]
  readonly RenderedCounter: Scene[0]
}

describe('compiled and plain JSX behave the same', () => {
  test.each(Object.keys(scenes))('%s', (name) => {
    expect(play(scenes[name]!)).toEqual(play(plain.scenes[name]!))
  })

  test.each<[file: string, component: keyof Gallery, clicks: string[]]>([
    ['counter.tsx', 'BoundCounter', ['Add one', 'Subtract one']],
    ['counter.tsx', 'RenderedCounter', ['Add one', 'Subtract one']],
  ])('%s of the gallery: %s', async (file, component, clicks) => {
    const compiled = await load<Gallery>(`${gallery}/${file}`)
    const uncompiled = await load<Gallery>(`${gallery}/${file}`, '?plain')

    expect(play([compiled[component], clicks])).toEqual(play([uncompiled[component], clicks]))
  })
})

test('one of the two is not compiled', () => {
  const kinds = [scenes, plain.scenes].map((each) => {
    const [component] = each['a portal']!
    return openPage(component).root.node.output!.kind.description
  })

  expect(kinds).toEqual(['rendered', 'element'])
})

/** The HTML of the first load, and after each click what each patch has changed, and what there is. */
function play([component, clicks]: Scene): unknown[] {
  const changes: string[] = []
  const page = openPage(component, {
    onPatch(patch, dom) {
      const lines = toLines(dom.html)
      const change = toChange(patch, shown, lines)
      if (change !== undefined) changes.push(change)
      shown = lines
    },
  })
  let shown = toLines(page.dom.html)

  page.root.start()
  const steps: unknown[] = [withoutMarks(page.printed), page.dom.html]
  for (const name of clicks) {
    page.fire('click', {}, ({ attributes }) =>
      [attributes.get('id'), attributes.get('aria-label')].includes(name),
    )
    page.flush()
    // Siblings may be patched in another order.
    steps.push(changes.splice(0).toSorted(), page.dom.html)
  }
  return [...steps, page.errors]
}

/** What a patch did to what a person sees; nothing if it was about an anchor. */
function toChange(patch: Patch, before: string[], after: string[]): string | undefined {
  if (before.join() === after.join()) return undefined
  if (patch.op === 'move') return 'moved'
  return JSON.stringify({ gone: without(before, after), come: without(after, before) })
}

/** A line for each tag and text. */
function toLines(html: string): string[] {
  return html.match(/<[^>]*>|[^<]+/g) ?? []
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1)
  return lines.filter((line) => {
    const count = counts.get(line) ?? 0
    counts.set(line, count - 1)
    return count <= 0
  })
}

/** A module by its path; `?plain` leaves it to the runtime. */
function load<M>(path: string, query = ''): Promise<M> {
  return import(/* @vite-ignore */ new URL(path, import.meta.url).pathname + query) as Promise<M>
}
