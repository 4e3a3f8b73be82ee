/** What handlers are told of fields, forms and keys, and what never disturbs somebody who types. */
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { startFixtureApp } from './support/fixture.ts'
import type { RunningFixture } from './support/fixture.ts'
import { expectText, test } from './support/test.ts'
import { watchTraffic } from './support/traffic.ts'

let fixture: RunningFixture
beforeAll(async () => {
  fixture = await startFixtureApp()
})
afterAll(() => fixture.stop())

describe('fields', () => {
  test('tell their handlers their values', async ({ page }) => {
    await page.goto(fixture.url('/fields'))

    await page.fill('[name=name]', 'ada')
    await page.check('[name=agreed]')
    await page.selectOption('[name=colour]', 'blue')

    await expectText(page, '#name', 'ADA')
    await expectText(page, '#agreed', 'yes')
    await expectText(page, '#colour', 'blue')
  })

  test('take back what the server made of them', async ({ page }) => {
    await page.goto(fixture.url('/fields'))

    await page.locator('[name=name]').pressSequentially('grace')

    await expect.poll(() => page.inputValue('[name=name]')).toBe('GRACE')
  })

  test('travel together when their form is sent, and the page stays', async ({ page }) => {
    await page.goto(fixture.url('/fields'))
    await page.fill('[name=name]', 'ada')
    await page.selectOption('[name=colour]', 'blue')
    await expectText(page, '#name', 'ADA')

    await page.click('button')

    await expectText(page, '#sent', 'name=ADA&colour=blue')
    expect(page.url()).toBe(fixture.url('/fields'))
  })

  test('keep what is typed while the server pushes around them', async ({ page }) => {
    const text = 'the quick brown fox jumps over the lazy dog'
    await page.goto(fixture.url('/stream'))
    const ticks = () => page.locator('#ticks').textContent()
    await expect.poll(ticks).not.toBe('0')

    await page.locator('#name').pressSequentially(text)

    await expectText(page, '#typed', text)
    expect(await page.inputValue('#name')).toBe(text)
  })

  test('keep their selection while the server pushes around them', async ({ page }) => {
    await page.goto(fixture.url('/stream'))
    await page.fill('#name', 'selected')
    await expectText(page, '#typed', 'selected')
    await page.locator('#name').evaluate((input: HTMLInputElement) => input.setSelectionRange(2, 5))
    const ticks = async () => Number(await page.locator('#ticks').textContent())
    const before = await ticks()

    await expect.poll(ticks).toBeGreaterThan(before + 5)

    const selection = await page
      .locator('#name')
      .evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd])
    expect(selection).toEqual([2, 5])
  })
})

describe('fields whose values the server has', () => {
  test('are empty again when their form has been handled', async ({ page }) => {
    await page.goto(fixture.url('/controlled'))

    await page.fill('[name=message]', 'hello')
    await page.press('[name=message]', 'Enter')

    await expectText(page, '#sent', '1')
    await expect.poll(() => page.inputValue('[name=message]')).toBe('')
  })

  test('are empty again when a key says so, and not before', async ({ page }) => {
    await page.goto(fixture.url('/controlled'))

    await page.locator('#quick').pressSequentially('hello')
    expect(await page.inputValue('#quick')).toBe('hello')
    await page.press('#quick', 'Enter')

    await expect.poll(() => page.inputValue('#quick')).toBe('')
  })

  test('of a group show the choice again that the server has kept', async ({ page }) => {
    await page.goto(fixture.url('/controlled'))

    // Not `check`, which waits for it to stay so.
    await page.click('#blue')

    await expectText(page, '#sent', '1')
    await expect.poll(() => page.isChecked('#red')).toBe(true)
    expect(await page.isChecked('#blue')).toBe(false)
  })

  test('show the option again that the server has kept', async ({ page }) => {
    await page.goto(fixture.url('/controlled'))

    await page.selectOption('#size', 'large')

    await expectText(page, '#sent', '1')
    await expect.poll(() => page.inputValue('#size')).toBe('small')
  })

  test('choose an option that comes later', async ({ page }) => {
    await page.goto(fixture.url('/controlled'))
    expect(await page.inputValue('#city')).toBe('Oslo')

    await page.click('#cities')

    await expect.poll(() => page.inputValue('#city')).toBe('Rome')
  })
})

describe('declared modifiers', () => {
  test('let only the named keys travel', async ({ page }) => {
    const traffic = watchTraffic(page)
    await page.goto(fixture.url('/keys'))
    await traffic.connected()
    traffic.reset()

    await page.locator('#item').pressSequentially('milk')
    await page.keyboard.press('Enter')

    await expectText(page, '#items', 'milk')
    expect(traffic.sent().filter(({ kind }) => kind === 'event')).toHaveLength(1)
  })

  test('prevent what the browser would do', async ({ page }) => {
    await page.goto(fixture.url('/keys'))

    await page.click('#link')

    await expectText(page, '#clicks', '1')
    expect(page.url()).toBe(fixture.url('/keys'))
  })

  test('stop an event from reaching the elements around', async ({ page }) => {
    await page.goto(fixture.url('/keys'))

    await page.click('#stopped')

    await expectText(page, '#clicks', '1')
    expect(await page.locator('#outer').textContent()).toBe('0')
  })

  test('take an event once only', async ({ page }) => {
    await page.goto(fixture.url('/keys'))

    await page.click('#once')
    await page.click('#once')
    await page.click('#stopped')

    await expectText(page, '#clicks', '2')
  })
})
