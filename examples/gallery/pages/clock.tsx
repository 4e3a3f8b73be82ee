/**
 * The server's clock. An effect ticks while somebody has the page open; each tick writes one signal,
 * and three hands and one text follow it by themselves.
 */
import { computed, effect, state } from 'vango'
import { definePage } from 'vango/server'
import { Layout } from '../parts/layout.tsx'

export const clockPage = definePage({
  title: 'Clock · Vango',
  component: Page,
  head: () => <link rel="stylesheet" href="/clock.css" />,
})

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const digits = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const longDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' })

function Page() {
  return (
    <Layout path="/clock">
      <div class="clock-page">
        <div>
          <h1>Clock</h1>
          <p class="lead">
            Nobody asks for the time here. The server pushes it, once a second, for as long as this
            page is open.
          </p>
        </div>
        <Clock />
      </div>
    </Layout>
  )
}

export function Clock() {
  const now = state(Date.now())

  // Runs once a browser is connected, so a page that was only fetched starts no timer. What it
  // returns runs when the page goes away.
  effect(() => {
    let timer: NodeJS.Timeout
    const tick = () => {
      const time = Date.now()
      now.set(time)
      timer = setTimeout(tick, 1000 - (time % 1000))
    }

    tick()
    return () => clearTimeout(timer)
  })

  const time = computed(() => digits.format(now.get()))
  const date = computed(() => longDate.format(now.get()))

  return (
    <section class="card clock" aria-label="Server time">
      <Face now={now} />
      <p class="digital">
        <time role="timer" aria-live="off">
          {time}
        </time>
      </p>
      <p class="date">
        <span>{date}</span>
        <span class="zone">{zone}</span>
      </p>
    </section>
  )
}

function Face({ now }: { now: { get(): number } }) {
  const seconds = computed(() => Math.floor(now.get() / 1000) % 60)
  const minutes = computed(() => new Date(now.get()).getMinutes())
  const hours = computed(() => new Date(now.get()).getHours() % 12)

  // A signal in an attribute is bound to that attribute. Hours move with the minutes only, so most
  // ticks send one hand and the digits.
  const second = computed(() => `rotate(${seconds.get() * 6} 100 100)`)
  const minute = computed(() => `rotate(${minutes.get() * 6} 100 100)`)
  const hour = computed(() => `rotate(${hours.get() * 30 + minutes.get() / 2} 100 100)`)

  return (
    <svg class="face" viewBox="0 0 200 200" aria-hidden="true">
      <circle class="rim" cx="100" cy="100" r="96" />
      {ticks.map((angle) => (
        <line
          key={angle}
          class={angle % 90 === 0 ? 'tick quarter' : 'tick'}
          x1="100"
          y1="12"
          x2="100"
          y2={angle % 90 === 0 ? 26 : 20}
          transform={`rotate(${angle} 100 100)`}
        />
      ))}
      <line class="hand hour" x1="100" y1="108" x2="100" y2="52" transform={hour} />
      <line class="hand minute" x1="100" y1="112" x2="100" y2="34" transform={minute} />
      <line class="hand second" x1="100" y1="120" x2="100" y2="24" transform={second} />
      <circle class="pin" cx="100" cy="100" r="4.5" />
    </svg>
  )
}

const ticks = Array.from({ length: 12 }, (_, index) => index * 30)
