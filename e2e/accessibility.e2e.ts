/** What people need who do not see the page, do not use a mouse, or cannot bear motion: every page. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import { settled } from 'vango/testing-playwright'
import { describe, expect } from 'vitest'
import { galleryPages, galleryUrl } from './support/gallery.ts'
import { expectText, test } from './support/test.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

describe.each(galleryPages)('%s', (path) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has nothing that axe objects to, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await open(page, path)

      expect(await findViolations(page)).toEqual([])
    })
  }

  test('lets Tab reach each of its controls, and shows which', async ({ page }) => {
    await open(page, path)
    const names = await page.evaluate(listControls)
    const reached = new Set<string>()

    // Once around, and past the window itself: a page may begin with the focus in the middle.
    for (let i = 0; i <= names.length; i++) {
      await page.keyboard.press('Tab')
      const { name, isShown } = await page.evaluate(describeFocus)
      if (name === 'window') continue
      expect(isShown, `${name} shows that it has the focus`).toBe(true)
      reached.add(name)
    }

    expect(names.filter((name) => !reached.has(name))).toEqual([])
  })

  test('stands still for those who ask for it', async ({ page }) => {
    await open(page, path)

    const moving = await page.evaluate(() =>
      document.getAnimations().map(({ effect }) => {
        const { target } = effect as KeyframeEffect
        return target?.outerHTML.slice(0, 100)
      }),
    )

    expect(moving).toEqual([])
  })
})

describe('with the keyboard only', () => {
  test('a counter counts, by Enter and by Space', async ({ page }) => {
    await open(page, '/counter')
    const add = page.locator('#bound').getByRole('button', { name: 'Add one' })

    while (!(await add.evaluate((element) => element === document.activeElement))) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.keyboard.press('Space')
    await settled(page)

    expect(await page.locator('#bound .count').textContent()).toBe('2')
  })

  test('one gets from the index to a page, and the focus survives its patches', async ({
    page,
  }) => {
    await open(page, '/')

    while ((await page.locator('main a:focus').count()) === 0) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expectText(page, 'h1', 'Counter')
    await settled(page)
    const add = page.locator('#rendered').getByRole('button', { name: 'Add one' })
    await add.focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press('Enter')
    await settled(page)

    expect(await page.locator('#rendered .count').textContent()).toBe('3')
    expect(await add.evaluate((element) => element === document.activeElement)).toBe(true)
  })
})

/** Without motion, so that nothing is judged half faded in. */
async function open(page: Page, path: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(galleryUrl(path))
  await settled(page)
}

/** One line for each element that breaks a rule. */
async function findViolations(page: Page): Promise<string[]> {
  // Not as a script element: the page's policy would refuse it, and rightly.
  await page.evaluate(axe)
  const { violations } = await page.evaluate((values) => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<AxeResults> }
    }
    return axe.run({ runOnly: { type: 'tag', values } })
  }, rules)
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id} (${help}): ${html}`),
  )
}

/** The controls that Tab should reach, by what they are and where. Runs in the page. */
function listControls(): string[] {
  const radios = new Set<string>()
  const controls = document.querySelectorAll<HTMLInputElement>(
    'a[href], button, input, select, textarea, summary, [tabindex]',
  )
  return [...controls]
    .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility())
    .filter(({ type, name }) => {
      // Tab goes to one radio button of a group, arrow keys to the others.
      const isFirst = type !== 'radio' || !radios.has(name)
      if (type === 'radio') radios.add(name)
      return isFirst
    })
    .map((element) => {
      const index = [...document.querySelectorAll('*')].indexOf(element)
      return element.type === 'radio' ? `radio ${element.name}` : `${element.localName} ${index}`
    })
}

/** The control that has the focus, named as above. Runs in the page. */
function describeFocus(): { name: string; isShown: boolean } {
  const element = document.activeElement as HTMLInputElement
  if (element === document.body) return { name: 'window', isShown: true }
  // A card that is one large link shows the focus for it, a label for its hidden check box.
  const showing = document.querySelectorAll(':focus, main :focus-within, :focus + label')
  const styles = [...showing].map((shown) => getComputedStyle(shown))
  const index = [...document.querySelectorAll('*')].indexOf(element)
  return {
    name: element.type === 'radio' ? `radio ${element.name}` : `${element.localName} ${index}`,
    isShown: styles.some((style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none'),
  }
}
