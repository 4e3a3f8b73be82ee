import { state } from 'vango'
import { createApp, definePage } from 'vango/server'

function Counter() {
  const count = state(0)
  const add = () => count.update((n) => n + 1)

  return <button onClick={add}>Clicked {count} times</button>
}

const home = definePage({ title: 'Counter', component: Counter })
export const app = createApp({ routes: { '/': home } })
