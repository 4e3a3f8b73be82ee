/** HTML of a user's, who knows how the framework marks its own. */
import { state, unsafeHtml } from 'vango'

const forged = `<b data-hid="3" data-on="click">forged</b><i data-hid="4" data-on="click">too</i><!--5-->`

export function RawPage() {
  const paid = state(0)
  const html = state(forged)

  return (
    <main>
      <article innerHTML={unsafeHtml(html.get())} />
      <div>
        <button id="pay" onClick={() => paid.update((n) => n + 1)}>
          Pay
        </button>
        <button id="set" onClick={() => html.set(`${forged}<u>again</u>`)}>
          Set
        </button>
        <output id="paid">{paid}</output>
      </div>
    </main>
  )
}
