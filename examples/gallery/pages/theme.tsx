/**
 * A theme kept in a cookie and a text size kept in the address. Both come with the request, so the very
 * first HTML has them: nothing flickers, also without JavaScript.
 */
import { state } from 'vango'
import type { Signal } from 'vango'
import { cookie, persist, urlParam } from 'vango/persist'
import { definePage } from 'vango/server'
import * as v from 'valibot'
import { Layout } from '../parts/layout.tsx'

export const themePage = definePage({
  title: 'Theme · Vango',
  component: Page,
  head: () => <link rel="stylesheet" href="/theme.css" />,
})

const themes = ['auto', 'light', 'dark', 'starry'] as const
type Theme = (typeof themes)[number]

const smallest = 80
const largest = 160

function Page() {
  const theme = state<Theme>('auto')
  const size = state(100)
  persist(theme, cookie('theme'), { schema: v.picklist(themes) })
  persist(size, urlParam('size'), {
    schema: v.pipe(v.number(), v.integer(), v.minValue(smallest), v.maxValue(largest)),
  })

  return (
    <Layout path="/theme">
      <div class="theme-page" data-theme={theme}>
        <h1>Theme</h1>
        <p class="lead">
          Reload as often as you like: the server knows your choice before it sends the first byte.
        </p>
        <div class="settings">
          <ThemePicker theme={theme} />
          <SizePicker size={size} />
        </div>
      </div>
    </Layout>
  )
}

function ThemePicker({ theme }: { theme: Signal<Theme> }) {
  const current = theme.get()

  return (
    <section class="card setting" aria-labelledby="theme-title">
      <h2 id="theme-title">Colours</h2>
      <p>
        Kept in a cookie, for a year and in all tabs: <code>cookie('theme')</code>
      </p>
      <fieldset>
        <legend>Colours of this page</legend>
        {themes.map((name) => (
          <label key={name} class="choice">
            <input
              type="radio"
              name="theme"
              value={name}
              checked={name === current}
              onChange={() => theme.set(name)}
            />
            {name}
          </label>
        ))}
      </fieldset>
    </section>
  )
}

function SizePicker({ size }: { size: Signal<number> }) {
  return (
    <section class="card setting" aria-labelledby="size-title">
      <h2 id="size-title">Text size</h2>
      <p>
        Kept in the address, so a link has it too: <code>urlParam('size')</code>
      </p>
      <label class="size">
        Percent
        <input
          type="range"
          min={smallest}
          max={largest}
          step="10"
          value={size}
          onInput={(event) => size.set(Number(event.value))}
        />
        <output>{size}</output>
      </label>
      <p class="sample" data-size={size}>
        The quick brown fox jumps over the lazy dog.
      </p>
    </section>
  )
}
