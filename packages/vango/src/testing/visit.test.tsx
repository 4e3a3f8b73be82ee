import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { state } from 'vango'
import { createApp, definePage, useCtx } from 'vango/server'
import { cleanup, visit } from 'vango/testing'

afterEach(cleanup)

function Todos() {
  const todos = state<readonly string[]>([])
  const add = ({ fields }: { fields: readonly (readonly [string, string])[] }): void => {
    todos.update((list) => [...list, fields[0]?.[1] ?? ''])
  }
  return (
    <main>
      <h1>Todos</h1>
      <form onSubmit={add}>
        <label>
          New <input name="text" />
        </label>
        <button>Add</button>
      </form>
      <ul>
        {todos.get().map((todo) => (
          <li key={todo}>{todo}</li>
        ))}
      </ul>
      <a href="/cookies">Cookies</a>
      <a href="https://elsewhere.test/">Away</a>
    </main>
  )
}

function Cookies() {
  const cookies = useCtx().request.headers.get('cookie')?.split('; ') ?? []
  const others = cookies.filter((cookie) => !cookie.startsWith('vango-'))
  return <p>{others.join('; ') || 'none'}</p>
}

const app = createApp({
  routes: {
    '/todos': definePage({ title: 'Todos', component: Todos }),
    '/cookies': Cookies,
    '/search': () => <p>{useCtx().query.get('q') ?? ''}</p>,
    '/find': () => (
      <form action="/search">
        <input type="search" name="q" />
      </form>
    ),
  },
})
app.hono.get('/old', (c) => {
  c.header('set-cookie', 'seen=1; Path=/; HttpOnly')
  return c.redirect('/cookies')
})
app.hono.get('/round', (c) => c.redirect('/round'))
afterAll(() => app.close())

describe('visit', () => {
  test('opens a page of the app as it is served', async () => {
    const page = await visit(app, '/todos')

    expect(page.document.title).toBe('Todos')
    expect(page.response.status).toBe(200)
    expect(page.response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.url.href).toBe('http://localhost/todos')
  })

  test('sends what a form holds', async () => {
    const page = await visit(app, '/todos')

    await page.fill(page.getByLabelText('New'), 'Write a test')
    await page.click(page.getByRole('button', { name: 'Add' }))
    await page.fill(page.getByLabelText('New'), 'Run it')
    await page.press('Enter', page.getByLabelText('New'))
    await page.fill(page.getByLabelText('New'), 'Rest')
    await page.submit(page.getByRole('button').closest('form')!)

    expect(page.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Write a test',
      'Run it',
      'Rest',
    ])
  })

  test('follows a link into the next page of the same tab', async () => {
    const page = await visit(app, '/todos')

    await page.click(page.getByRole('link', { name: 'Cookies' }))

    expect(page.url.pathname).toBe('/cookies')
    page.expectText(page.getByText('none'), 'none')
  })

  test('does not follow a link out of the app', async () => {
    const page = await visit(app, '/todos')

    const click = page.click(page.getByRole('link', { name: 'Away' }))

    await expect(click).rejects.toThrow('https://elsewhere.test/')
  })

  test('follows redirects, and keeps cookies, which scripts cannot see if they must not', async () => {
    const page = await visit(app, '/old')

    page.expectText(page.getByText('seen=1'), 'seen=1')
    expect(page.document.cookie).toBe('')
    page.document.cookie = 'theme=dark'
    page.document.cookie = 'seen=2'
    await page.navigate('/cookies')

    page.expectText(page.getByText(/seen/), 'seen=1; theme=dark')
  })

  test('gives up when a redirect leads back to itself', async () => {
    await expect(visit(app, '/round')).rejects.toMatchObject({ code: 'testing/too-many-redirects' })
  })

  test('sends a plain form as the next request', async () => {
    const page = await visit(app, '/find')

    await page.fill(page.getByRole('searchbox'), 'tea & milk')
    await page.press('Enter')

    expect(page.url.search).toBe('?q=tea+%26+milk')
    expect(page.getByText('tea & milk').localName).toBe('p')
  })

  test('shows the page that the app shows where there is none', async () => {
    const page = await visit(app, '/nowhere')

    expect(page.response.status).toBe(404)
  })

  test('hears of the errors of an app that tells nobody', async () => {
    const silent = createApp({
      onError() {},
      routes: {
        '/': () => (
          <button
            onClick={() => {
              throw new Error('kept quiet')
            }}
          />
        ),
      },
    })
    const page = await visit(silent, '/')

    await expect(page.click(page.getByRole('button'))).rejects.toThrow('kept quiet')
    await silent.close()
  })

  test('loads anew, with a session of its own', async () => {
    const page = await visit(app, '/todos')
    await page.fill(page.getByLabelText('New'), 'Gone soon')
    await page.press('Enter')

    await page.reload()

    expect(page.queryAllByRole('listitem')).toEqual([])
  })
})
