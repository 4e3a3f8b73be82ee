/** The js-framework-benchmark page: its six operations, the identity of rows, and their price. */
import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { galleryUrl } from './support/gallery.ts'
import { test } from './support/test.ts'
import { watchTraffic } from './support/traffic.ts'

const patient = { timeout: 30_000 }

for (const { button, count } of [
  { button: '#run', count: 1000 },
  { button: '#runlots', count: 10_000 },
]) {
  describe(`with ${count} rows`, () => {
    test('creates rows whose ids count up from 1', async ({ page }) => {
      await openRows(page, button, count)

      const ids = await rowIds(page)
      expect(ids).toEqual(Array.from({ length: count }, (_, index) => index + 1))
    })

    test('has the markup of the benchmark', async ({ page }) => {
      await openRows(page, button, count)

      const row = await page.locator('#tbody tr').first().evaluate(markup)
      expect(row).toMatch(
        new RegExp(
          '^<tr class=""><td class="col-md-1">1</td>' +
            '<td class="col-md-4"><a class="lbl">[a-z]+ [a-z]+ [a-z]+</a></td>' +
            '<td class="col-md-1"><a class="remove">' +
            '<span class="remove glyphicon glyphicon-remove" aria-hidden="true"></span></a></td>' +
            '<td class="col-md-6"></td></tr>$',
        ),
      )
    })

    test('replaces all rows by new ones', async ({ page }) => {
      await openRows(page, button, count)

      await page.click(button)

      await expect.poll(() => firstId(page), patient).toBe(count + 1)
      expect(await rowCount(page)).toBe(count)
    })

    test('updates each tenth row', async ({ page }) => {
      await openRows(page, button, count)
      const before = await labels(page)
      await tagRows(page)

      await page.click('#update')

      const expected = before.map((label, index) => (index % 10 === 0 ? `${label} !!!` : label))
      await expect.poll(() => labels(page), patient).toEqual(expected)
      expect(await strangers(page)).toBe(0)
    })

    test('selects the clicked row, and only that', async ({ page }) => {
      await openRows(page, button, count)

      await page.locator('#tbody .lbl').nth(3).click()
      await expect.poll(() => selectedIds(page)).toEqual([4])
      await page.locator('#tbody .lbl').nth(7).click()

      await expect.poll(() => selectedIds(page)).toEqual([8])
    })

    test('swaps rows 2 and 999, which stay the same nodes', async ({ page }) => {
      await openRows(page, button, count)
      const expected = await rowIds(page)
      expected[1] = 999
      expected[998] = 2
      await tagRows(page)

      await page.click('#swaprows')

      await expect.poll(() => rowIds(page), patient).toEqual(expected)
      expect(await strangers(page)).toBe(0)
    })

    test('removes one row and leaves the others alone', async ({ page }) => {
      await openRows(page, button, count)
      const expected = (await rowIds(page)).filter((id) => id !== 5)
      await tagRows(page)

      await page.locator('#tbody a.remove').nth(4).click()

      await expect.poll(() => rowIds(page), patient).toEqual(expected)
      expect(await strangers(page)).toBe(0)
    })

    test('appends 1,000 rows behind those that are there', async ({ page }) => {
      await openRows(page, button, count)
      await tagRows(page)

      await page.click('#add')

      await expect.poll(() => rowCount(page), patient).toBe(count + 1000)
      expect((await rowIds(page)).at(-1)).toBe(count + 1000)
      expect(await strangers(page)).toBe(1000)
    })

    test('clears the table', async ({ page }) => {
      await openRows(page, button, count)

      await page.click('#clear')

      await expect.poll(() => rowCount(page), patient).toBe(0)
      expect(await page.locator('#tbody').evaluate((body) => body.textContent)).toBe('')
    })
  })
}

describe('on the wire, with 1,000 rows', () => {
  test('a swap is two moves', async ({ page }) => {
    const traffic = watchTraffic(page)
    await openRows(page, '#run', 1000)
    traffic.reset()

    await page.click('#swaprows')
    await expect.poll(async () => (await rowIds(page))[1]).toBe(999)

    expect(traffic.patches().map(({ op }) => op)).toEqual(['move', 'move'])
  })

  test('an update of each tenth is 100 texts and nothing else', async ({ page }) => {
    const traffic = watchTraffic(page)
    await openRows(page, '#run', 1000)
    traffic.reset()

    await page.click('#update')
    await expect.poll(async () => (await labels(page))[990]).toMatch(/ !!!$/)

    expect(traffic.patches().map(({ op }) => op)).toEqual(Array(100).fill('setText'))
  })

  test('a removed row is one removal, a cleared table one patch', async ({ page }) => {
    const traffic = watchTraffic(page)
    await openRows(page, '#run', 1000)
    traffic.reset()

    await page.locator('#tbody a.remove').nth(4).click()
    await expect.poll(() => rowCount(page)).toBe(999)
    await page.click('#clear')
    await expect.poll(() => rowCount(page)).toBe(0)

    expect(traffic.patches().map(({ op }) => op)).toEqual(['remove', 'clear'])
  })

  test('a selection is one attribute, moving it is two', async ({ page }) => {
    const traffic = watchTraffic(page)
    await openRows(page, '#run', 1000)
    traffic.reset()

    await page.locator('#tbody .lbl').nth(3).click()
    await expect.poll(() => selectedIds(page)).toEqual([4])
    await page.locator('#tbody .lbl').nth(7).click()
    await expect.poll(() => selectedIds(page)).toEqual([8])

    expect(traffic.patches().map(({ op }) => op)).toEqual(Array(3).fill('setAttribute'))
  })
})

async function openRows(page: Page, button: string, count: number): Promise<void> {
  await page.goto(galleryUrl('/jfb'))
  await page.click(button)
  await expect.poll(() => rowCount(page), patient).toBe(count)
}

function rowCount(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll('#tbody tr').length)
}

function rowIds(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('#tbody tr')].map((row) => Number(row.firstChild!.textContent)),
  )
}

async function firstId(page: Page): Promise<number | undefined> {
  return (await rowIds(page))[0]
}

function labels(page: Page): Promise<(string | null)[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('#tbody .lbl')].map((label) => label.textContent),
  )
}

function selectedIds(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('#tbody tr.danger')].map((row) =>
      Number(row.firstChild!.textContent),
    ),
  )
}

/** Gives every row a property that only this DOM node has. */
async function tagRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const row of document.querySelectorAll('#tbody tr')) {
      Object.assign(row, { taggedId: row.firstChild!.textContent })
    }
  })
}

/** How many rows are not the nodes that `tagRows` saw under the same id. */
function strangers(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      [...document.querySelectorAll('#tbody tr')].filter(
        (row) => (row as Element & { taggedId?: string }).taggedId !== row.firstChild!.textContent,
      ).length,
  )
}

/** The row's HTML without what the framework put there to find its way. */
function markup(row: Element): string {
  const copy = row.cloneNode(true) as Element
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const name of element.getAttributeNames()) {
      if (name === 'data-hid' || name === 'data-on') element.removeAttribute(name)
    }
  }
  return copy.outerHTML
}
