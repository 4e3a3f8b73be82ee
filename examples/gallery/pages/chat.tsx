/**
 * A room for everybody: the messages are one global signal, who is here and who types is presence. No
 * line of this page knows on which server anybody is.
 */
import { computed, effect, globalSignal, presence, state } from 'vango'
import type { Member, Presence, Signal } from 'vango'
import { definePage } from 'vango/server'
import { Layout } from '../parts/layout.tsx'

export const chatPage = definePage({
  title: 'Chat · Vango',
  component: Page,
  head: () => <link rel="stylesheet" href="/chat.css" />,
})

interface Message {
  readonly id: string
  /** The presence id of the page that sent it. */
  readonly from: string
  readonly name: string
  readonly text: string
  readonly time: number
}

/** What a page says of itself to the others. */
interface Guest {
  readonly name: string
  readonly isTyping: boolean
}

const maxMessages = 50
const maxTextLength = 500
const maxNameLength = 24
/** Who has not pressed a key for so long types no more. */
const typingMs = 3_000

const messages = globalSignal<readonly Message[]>('chat', [])
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

function Page() {
  return (
    <Layout path="/chat">
      <h1>Chat</h1>
      <p class="lead">
        One room for everybody who has this page open. Open it twice and talk to yourself.
      </p>
      <Room />
    </Layout>
  )
}

export function Room() {
  const name = state(`Guest ${Math.floor(Math.random() * 900) + 100}`)
  const draft = state('')
  const typedAt = state(0)
  const isTyping = computed(() => typedAt.get() > 0)
  const here = presence<Guest>('chat', { name: name.get(), isTyping: isTyping.get() })

  effect(() => {
    if (typedAt.get() === 0) return
    const timer = setTimeout(() => typedAt.set(0), typingMs)
    return () => clearTimeout(timer)
  })

  return (
    <div class="chat">
      <section class="card room" aria-label="Messages">
        <Messages self={here.self} />
        <Typing here={here} />
        <Composer name={name} draft={draft} typedAt={typedAt} self={here.self} />
      </section>
      <aside class="card guests" aria-labelledby="guests-title">
        <h2 id="guests-title">Here now</h2>
        <NameField name={name} />
        <ul id="guests">
          {here.get().map((guest) => (
            <GuestItem key={guest.id} guest={guest} isSelf={guest.id === here.self} />
          ))}
        </ul>
      </aside>
    </div>
  )
}

/** Messages that others have seen keep their identity, so only a new one is rendered. */
function Messages({ self }: { self: string }) {
  return (
    <div class="messages" tabindex={0} role="log" aria-label="Conversation">
      <ol id="messages">
        {messages.get().map((message) => (
          <MessageItem key={message.id} message={message} isOwn={message.from === self} />
        ))}
      </ol>
    </div>
  )
}

function MessageItem({ message, isOwn }: { message: Message; isOwn: boolean }) {
  return (
    <li class={isOwn ? 'message own' : 'message'}>
      <p class="by">
        <b>{message.name}</b> <time>{clock.format(message.time)}</time>
      </p>
      <p class="text">{message.text}</p>
    </li>
  )
}

function Typing({ here }: { here: Presence<Guest> }) {
  const names = here
    .get()
    .filter(({ id, data }) => data.isTyping && id !== here.self)
    .map(({ data }) => data.name)

  return (
    <p class="typing" id="typing" aria-live="polite">
      {names.length > 0 && `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} typing …`}
    </p>
  )
}

function Composer(props: {
  name: Signal<string>
  draft: Signal<string>
  typedAt: Signal<number>
  self: string
}) {
  const { name, draft, typedAt, self } = props

  function type(value: string): void {
    draft.set(value)
    typedAt.set(value === '' ? 0 : Date.now())
  }

  async function send(): Promise<void> {
    const text = draft.peek().trim().slice(0, maxTextLength)
    type('')
    if (text === '') return
    const message = { id: crypto.randomUUID(), from: self, name: name.peek(), text }
    await messages.update((all) => [...all, { ...message, time: Date.now() }].slice(-maxMessages))
  }

  return (
    <form class="composer" onSubmit={send}>
      <input
        name="text"
        aria-label="Message"
        placeholder="Say something"
        autocomplete="off"
        maxlength={maxTextLength}
        value={draft}
        onInput={(event) => type(event.value)}
      />
      <button>Send</button>
    </form>
  )
}

function NameField({ name }: { name: Signal<string> }) {
  return (
    <label class="name">
      You are
      <input
        name="name"
        aria-label="Your name"
        autocomplete="nickname"
        maxlength={maxNameLength}
        value={name}
        onChange={(event) => {
          const chosen = event.value.trim().slice(0, maxNameLength)
          if (chosen !== '') name.set(chosen)
        }}
      />
    </label>
  )
}

function GuestItem({ guest, isSelf }: { guest: Member<Guest>; isSelf: boolean }) {
  return (
    <li class={guest.data.isTyping ? 'guest busy' : 'guest'}>
      {guest.data.name}
      {isSelf && <span class="you"> (you)</span>}
    </li>
  )
}
