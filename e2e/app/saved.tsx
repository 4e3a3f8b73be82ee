/** A value that is saved by a component that comes later than the page. */
import { state } from 'vango'
import { localStorage, persist } from 'vango/persist'

export function LatePage() {
  const isOpen = state(false)

  return (
    <main>
      <button id="toggle" onClick={() => isOpen.update((open) => !open)}>
        Toggle
      </button>
      {isOpen.get() ? <Note /> : null}
    </main>
  )
}

function Note() {
  const text = state('')
  const saved = persist(text, localStorage('note'), { debounceMs: 0 })

  return (
    <p>
      <b id="state">{saved.isLoaded.get() ? 'loaded' : 'loading'}</b>
      <input value={text} onInput={(event) => text.set(event.value)} />
    </p>
  )
}
