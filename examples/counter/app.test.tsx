import { expect, test } from 'vitest'
import { visit } from 'vango/testing'
import { app } from './app.tsx'

test('counts clicks', async () => {
  const page = await visit(app, '/')
  const button = page.getByRole('button')

  await page.click(button)
  await page.click(button)

  page.expectText(button, 'Clicked 2 times')
  expect(page.patches).toHaveLength(2)
})
