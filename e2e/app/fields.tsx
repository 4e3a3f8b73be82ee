/** Fields, forms and keys: what a handler is told, and what runs in the browser already. */
import { on, state } from 'vango'

export function FieldsPage() {
  const name = state('')
  const agreed = state(false)
  const colour = state('red')
  const sent = state('')

  return (
    <main>
      <form
        id="form"
        onSubmit={(event) => {
          sent.set(event.fields.map(([field, value]) => `${field}=${value}`).join('&'))
        }}
      >
        <label>
          Name
          <input
            name="name"
            value={name}
            onInput={(event) => name.set(event.value.toUpperCase())}
          />
        </label>
        <label>
          <input
            type="checkbox"
            name="agreed"
            checked={agreed}
            onChange={(event) => agreed.set(event.checked)}
          />
          Agreed
        </label>
        <label>
          Colour
          <select name="colour" value={colour} onChange={(event) => colour.set(event.value)}>
            <option value="red">Red</option>
            <option value="blue">Blue</option>
          </select>
        </label>
        <button>Send</button>
      </form>
      <output id="name">{name}</output>
      <output id="agreed">{agreed.get() ? 'yes' : 'no'}</output>
      <output id="colour">{colour}</output>
      <output id="sent">{sent}</output>
    </main>
  )
}

export function KeysPage() {
  const items = state<readonly string[]>([])
  const clicks = state(0)
  const outer = state(0)

  return (
    <main>
      <label>
        New item
        <input
          id="item"
          onKeyDown={on((event) => items.update((list) => [...list, event.value]), {
            keys: ['Enter'],
          })}
        />
      </label>
      <ul id="items">
        {items.get().map((item, index) => (
          <li key={index}>{item}</li>
        ))}
      </ul>
      <a
        id="link"
        href="/static"
        onClick={on(() => clicks.update((n) => n + 1), { prevent: true })}
      >
        Stay here
      </a>
      <output id="clicks">{clicks}</output>
      <div onClick={() => outer.update((n) => n + 1)}>
        <button id="stopped" onClick={on(() => clicks.update((n) => n + 1), { stop: true })}>
          Inner
        </button>
        <button id="once" onClick={on(() => clicks.update((n) => n + 1), { once: true })}>
          Once
        </button>
      </div>
      <output id="outer">{outer}</output>
    </main>
  )
}
