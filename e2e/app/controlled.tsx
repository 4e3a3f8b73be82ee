/** Fields whose values are the server's: what it sets is what they show. */
import { state } from 'vango'

export function ControlledPage() {
  const message = state('')
  const sent = state(0)
  const colour = state('red')
  const size = state('small')
  const cities = state<readonly string[]>(['Oslo'])
  const city = state('Rome')

  return (
    <main>
      <form
        id="chat"
        onSubmit={async () => {
          await Promise.resolve()
          sent.update((n) => n + 1)
          message.set('')
        }}
      >
        <input name="message" value={message} />
      </form>
      <output id="sent">{sent}</output>
      <input
        id="quick"
        value={message}
        onKeyDown={(event) => event.key === 'Enter' && message.set('')}
      />
      <fieldset>
        <input
          id="red"
          type="radio"
          name="colour"
          checked={colour.get() === 'red'}
          onChange={() => {}}
        />
        <input
          id="blue"
          type="radio"
          name="colour"
          checked={colour.get() === 'blue'}
          onChange={() => sent.update((n) => n + 1)}
        />
      </fieldset>
      <select id="size" onChange={() => sent.update((n) => n + 1)}>
        <option selected={size.get() === 'small'}>small</option>
        <option selected={size.get() === 'large'}>large</option>
      </select>
      <select id="city" value={city.get()}>
        {cities.get().map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <button id="cities" onClick={() => cities.set(['Oslo', 'Paris', 'Rome'])}>
        Cities
      </button>
    </main>
  )
}
