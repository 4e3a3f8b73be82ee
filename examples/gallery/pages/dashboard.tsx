/**
 * Four tiles, four services, each as fast as it is. The page leaves at once with what stands still; a
 * tile follows as soon as its service has answered, in whatever order, in the same response.
 */
import { resource, state, store, Suspense } from 'vango'
import type { Child, Resource } from 'vango'
import { definePage } from 'vango/server'
import { Layout } from '../parts/layout.tsx'
import { countVisitors, loadLog, loadTelescopes, loadWeather } from '../parts/observatory.ts'
import type { Range, Telescope } from '../parts/observatory.ts'

export const dashboardPage = definePage({
  title: 'Dashboard · Vango',
  component: Page,
  head: () => <link rel="stylesheet" href="/dashboard.css" />,
})

function Page() {
  return (
    <Layout path="/dashboard">
      <h1>Dashboard</h1>
      <p class="lead">
        Each tile asks a service that takes its time. None waits for another, and nobody waits for
        the page.
      </p>
      <div class="tiles">
        <Visitors />
        <Weather />
        <Telescopes />
        <Log />
      </div>
    </Layout>
  )
}

function Visitors() {
  const visitors = resource(({ signal }) => countVisitors(signal))

  return (
    <Tile title="Visitors tonight" id="visitors" resource={visitors}>
      <Count of={visitors} />
    </Tile>
  )
}

function Count(props: { of: Resource<number> }) {
  const [count] = props.of.value()
  return <p class="figure">{count}</p>
}

// One for each session: it remembers how often the station was asked.
const useStation = store(() => ({ attempts: 0 }))

function Weather() {
  const weather = resource(({ signal }) => loadWeather(++useStation().attempts, signal))

  return (
    <Tile title="Weather" id="weather" resource={weather}>
      <Report of={weather} />
    </Tile>
  )
}

function Report(props: { of: Resource<string> }) {
  const [report] = props.of.value()
  return <p>{report}</p>
}

const ranges: readonly Range[] = ['night', 'week', 'month']

function Telescopes() {
  const range = state<Range>('night')
  // A new range is another key: what it had is shown until the new hours are here.
  const hours = resource(({ key, signal }) => loadTelescopes(key, signal), {
    key: () => range.get(),
    keepPrevious: true,
  })

  return (
    <Tile title="Telescope hours" id="telescopes" resource={hours}>
      <div class="ranges" role="group" aria-label="Range">
        {ranges.map((each) => (
          <button key={each} aria-pressed={range.get() === each} onClick={() => range.set(each)}>
            {each}
          </button>
        ))}
      </div>
      <Bars of={hours} />
    </Tile>
  )
}

function Bars(props: { of: Resource<Telescope[]> }) {
  const telescopes = props.of.value()[0] ?? []
  const most = Math.max(...telescopes.map(({ hours }) => hours))

  return (
    <dl class="bars">
      {telescopes.map(({ name, hours }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <meter min={0} max={most} value={hours} aria-hidden="true" /> {hours.toFixed(1)} h
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Log() {
  const log = resource(({ signal }) => loadLog(signal))

  return (
    <Tile title="Night log" id="log" resource={log}>
      <Entries of={log} />
    </Tile>
  )
}

function Entries(props: { of: Resource<readonly { time: string; text: string }[]> }) {
  const entries = props.of.value()[0] ?? []
  return (
    <ol class="log">
      {entries.map(({ time, text }) => (
        <li key={time}>
          <time>{time}</time> {text}
        </li>
      ))}
    </ol>
  )
}

/** A tile has its own fallback and its own error, so the others do not care how it fares. */
function Tile(props: { title: string; id: string; resource: Resource<unknown>; children: Child }) {
  const { title, id, resource: source, children } = props

  return (
    <section class="card" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <Suspense
        fallback={<p class="waiting">Asking …</p>}
        error={(error, retry) => (
          <div class="failed" role="alert">
            <p>{error instanceof Error ? error.message : 'Something went wrong.'}</p>
            <button onClick={retry}>Ask again</button>
          </div>
        )}
      >
        {children}
        <Refresh of={source} title={title} />
      </Suspense>
    </section>
  )
}

/** A component of its own: its status changes, and nothing around it need render for that. */
function Refresh(props: { of: Resource<unknown>; title: string }) {
  const isBusy = props.of.status === 'refreshing'

  return (
    <button class="refresh" aria-busy={isBusy} onClick={props.of.refetch}>
      {isBusy ? 'Asking …' : 'Refresh'}
      <span class="visually-hidden"> {props.title}</span>
    </button>
  )
}
