/** Pages where nothing goes wrong: the neighbour that must go on, a still page, a busy page. */
import { effect, state } from 'vango'

export function PlainPage() {
  return (
    <main>
      <Counter />
    </main>
  )
}

export function Counter() {
  const count = state(0)

  return (
    <button id="count" onClick={() => count.update((n) => n + 1)}>
      {count}
    </button>
  )
}

export function StaticPage() {
  return <main>Nothing here can change.</main>
}

/** Pushes a number again and again around a field that somebody is typing into. */
export function StreamPage() {
  const ticks = state(0)
  const typed = state('')

  effect(() => {
    const timer = setInterval(() => ticks.update((n) => n + 1), 10)
    return () => clearInterval(timer)
  })

  return (
    <main>
      <output id="ticks">{ticks.get()}</output>
      <label>
        Name
        <input id="name" value={typed} onInput={(event) => typed.set(event.value)} />
      </label>
      <output id="typed">{typed}</output>
    </main>
  )
}
