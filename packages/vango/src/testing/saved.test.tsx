/** Pages with saved values under test: their storages are the page's own, in Node as in a browser. */
import { expect, test } from 'vitest'
import { state } from '../index.ts'
import { cookie, localStorage, persist, urlParam } from '../persist.ts'
import { createApp } from '../server.ts'
import { createClock, visit } from '../testing.ts'

function Notes() {
  const text = state('nothing yet')
  const theme = state('light')
  const page = state(1)
  const saved = persist(text, localStorage('note'))
  persist(theme, cookie('theme'))
  persist(page, urlParam('page'))
  return (
    <main class={theme}>
      <h1>Page {page}</h1>
      <p>{saved.isLoaded.get() ? text.get() : 'loading'}</p>
      <button onClick={() => text.set('written')}>Write</button>
    </main>
  )
}

const app = () => createApp({ routes: { '/': Notes } })

test('what was stored is loaded, and changes are stored', async () => {
  const clock = createClock()
  const page = await visit(app(), '/')
  await page.settled()
  expect(page.getByRole('paragraph').textContent).toBe('nothing yet')

  await page.click(page.getByRole('button'))
  await clock.advance(250)
  const { localStorage: area } = page.window
  expect(area.getItem('note')).toBe('"written"')
  area.setItem('note', '"by another tab"')
  page.window.dispatchEvent(new page.window.Event('pageshow'))
  await page.settled()

  expect(page.getByRole('paragraph').textContent).toBe('by another tab')
})

test('cookies and parameters are in the HTML of the first page', async () => {
  const page = await visit(app(), '/?page=3', { headers: { cookie: 'theme=dark' } })

  expect(page.html).toContain('class="dark"')
  expect(page.getByRole('heading').textContent).toBe('Page 3')
})
