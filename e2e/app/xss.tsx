/** Pages that put a text of a stranger's into each kind of place, at once and by a patch. */
import { createElement, state } from 'vango'
import { useCtx } from 'vango/server'

/** `?text=…` is what is shown; a click shows it as patches. */
export function XssPage() {
  const text = useCtx().query.get('text') ?? ''
  const isLate = useCtx().query.has('late')
  const shown = state(isLate ? '' : text)
  const value = shown.get()

  return (
    <main>
      <button type="button" id="show" onClick={() => shown.set(text)}>
        Show
      </button>
      <p id="bound">{shown}</p>
      <p id="text">{value}</p>
      <p title={value} class={value} id="attributes" data-x={value} lang={value}>
        attributes
      </p>
      <a href={value} id="link">
        link
      </a>
      <form action={value} method="post">
        <input name="a" value={value} placeholder={value} />
        <button formaction={value} type="button">
          send
        </button>
      </form>
      <img src={value} alt={value} />
      <textarea>{value}</textarea>
      <select>
        <option value={value}>{value}</option>
      </select>
      <svg>
        <a href={value}>
          <text>{value}</text>
        </a>
        <title>{value}</title>
        <animate attributeName="href" to={value} from={value} values={value} />
      </svg>
      <ul>{value === '' ? [] : [<li key="a">{value}</li>]}</ul>
      {createElement('p', { title: value, id: 'made' }, value)}
      {createElement('script', { type: 'application/json', id: 'json' }, JSON.stringify({ value }))}
      {createElement('style', {}, `/* ${value.replaceAll('*/', '')} */`)}
    </main>
  )
}
