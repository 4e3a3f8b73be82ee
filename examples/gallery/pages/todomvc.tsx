/**
 * TodoMVC, as its specification has it. The list is a store that lives with the session and is saved in
 * the browser's localStorage; the filter is what stands behind the `#` of the address.
 */
import { action, computed, on, state, store } from 'vango'
import type { Signal } from 'vango'
import { localStorage, persist, urlHash } from 'vango/persist'
import { definePage, getCSPNonce } from 'vango/server'
import * as v from 'valibot'
import { Layout } from '../parts/layout.tsx'

export const todomvcPage = definePage({
  title: 'TodoMVC · Vango',
  component: Page,
  head: (ctx) => (
    <>
      <link rel="stylesheet" href="/todomvc.css" />
      <script type="module" src="/todomvc.js" nonce={getCSPNonce(ctx)} />
    </>
  ),
})

/** What another tab, an older release or a curious user has stored must look like this. */
const todoSchema = v.object({ id: v.number(), title: v.string(), completed: v.boolean() })
type Todo = v.InferOutput<typeof todoSchema>

const filters = { all: '/', active: '/active', completed: '/completed' } as const
type Filter = keyof typeof filters

export const useTodos = store(() => {
  const todos = state<readonly Todo[]>([])
  const saved = persist(todos, localStorage('todos-vango'), { schema: v.array(todoSchema) })

  const filter = state<Filter>('all')
  persist(filter, urlHash(), {
    codec: {
      encode: (name) => filters[name],
      decode: (hash) =>
        (Object.keys(filters) as Filter[]).find((name) => filters[name] === hash) ?? 'all',
    },
  })

  const active = computed(() => todos.get().filter((todo) => !todo.completed))
  const shown = computed(() => {
    if (filter.get() === 'all') return todos.get()
    return todos.get().filter((todo) => todo.completed === (filter.get() === 'completed'))
  })

  const change = (id: number, changes: Partial<Todo>): void =>
    todos.update((all) => all.map((todo) => (todo.id === id ? { ...todo, ...changes } : todo)))

  return {
    todos,
    saved,
    filter,
    active,
    shown,
    add: action((title: string) =>
      todos.update((all) => [
        ...all,
        { id: Math.max(0, ...all.map(({ id }) => id)) + 1, title, completed: false },
      ]),
    ),
    rename: action((id: number, title: string) => change(id, { title })),
    toggle: action((id: number, completed: boolean) => change(id, { completed })),
    toggleAll: action((completed: boolean) =>
      todos.update((all) => all.map((todo) => ({ ...todo, completed }))),
    ),
    remove: action((id: number) => todos.update((all) => all.filter((todo) => todo.id !== id))),
    clearCompleted: action(() => todos.update((all) => all.filter((todo) => !todo.completed))),
  }
})

function Page() {
  return (
    <Layout path="/todomvc">
      <TodoApp />
      <div class="info">
        <p>Double-click to edit a todo</p>
        <p>
          Saved in this browser. Reload the page, or open a second tab: both show the same list, and
          each change reaches the other.
        </p>
      </div>
    </Layout>
  )
}

function TodoApp() {
  const { todos, saved, shown } = useTodos()
  const isEmpty = todos.get().length === 0

  return (
    <section class="todoapp" aria-busy={!saved.isLoaded.get()}>
      <header class="header">
        <h1>todos</h1>
        <NewTodo />
      </header>
      <Problem />
      {isEmpty ? null : (
        <>
          <section class="main">
            <ToggleAll />
            <ul class="todo-list">
              {shown.get().map((todo) => (
                <TodoItem key={todo.id} todo={todo} />
              ))}
            </ul>
          </section>
          <Footer />
        </>
      )}
    </section>
  )
}

function NewTodo() {
  const title = state('')
  const { add } = useTodos()
  const submit = (text: string): void => {
    title.set('')
    if (text.trim() !== '') add(text.trim())
  }

  return (
    <input
      class="new-todo"
      aria-label="New todo"
      placeholder="What needs to be done?"
      autofocus
      autocomplete="off"
      value={title}
      onInput={on((event) => title.set(event.value), { debounceMs: 300 })}
      onKeyDown={on((event) => submit(event.value), { keys: ['Enter'] })}
    />
  )
}

function ToggleAll() {
  const { active, toggleAll } = useTodos()
  const isAll = computed(() => active.get().length === 0)

  return (
    <>
      <input
        id="toggle-all"
        class="toggle-all"
        type="checkbox"
        checked={isAll}
        onChange={(event) => toggleAll(event.checked)}
      />
      <label for="toggle-all">Mark all as complete</label>
    </>
  )
}

function TodoItem({ todo }: { todo: Todo }) {
  const isEditing = state(false)
  const { toggle, remove } = useTodos()
  const { id, title, completed } = todo

  return (
    <li class={{ completed, editing: isEditing.get() }}>
      <div class="view">
        <input
          class="toggle"
          type="checkbox"
          aria-label={`Done: ${title}`}
          checked={completed}
          onChange={(event) => toggle(id, event.checked)}
        />
        <label onDblClick={() => isEditing.set(true)}>{title}</label>
        <button class="destroy" aria-label={`Delete ${title}`} onClick={() => remove(id)} />
      </div>
      {isEditing.get() ? <Editor todo={todo} isEditing={isEditing} /> : null}
    </li>
  )
}

/** Enter and leaving the field save, an empty title deletes, Escape leaves all as it was. */
function Editor({ todo, isEditing }: { todo: Todo; isEditing: Signal<boolean> }) {
  const title = state(todo.title)
  const { rename, remove } = useTodos()

  const save = (text: string): void => {
    // A key and the loss of the focus may come together.
    if (!isEditing.peek()) return
    isEditing.set(false)
    if (text.trim() === '') remove(todo.id)
    else rename(todo.id, text.trim())
  }
  const press = (key: string, text: string): void => {
    if (key === 'Escape') isEditing.set(false)
    else save(text)
  }

  return (
    <input
      class="edit"
      aria-label="Edit todo"
      value={title}
      onInput={on((event) => title.set(event.value), { debounceMs: 300 })}
      onKeyDown={on((event) => press(event.key, event.value), { keys: ['Enter', 'Escape'] })}
      onBlur={() => save(title.peek())}
    />
  )
}

function Footer() {
  const { todos, filter, active, clearCompleted } = useTodos()
  const left = active.get().length

  return (
    <footer class="footer">
      <span class="todo-count">
        <strong>{left}</strong> {left === 1 ? 'item' : 'items'} left
      </span>
      <ul class="filters">
        {(Object.keys(filters) as Filter[]).map((name) => (
          <li key={name}>
            <a href={`#${filters[name]}`} class={{ selected: filter.get() === name }}>
              {name[0]!.toUpperCase() + name.slice(1)}
            </a>
          </li>
        ))}
      </ul>
      {left === todos.get().length ? null : (
        <button class="clear-completed" onClick={() => clearCompleted()}>
          Clear completed
        </button>
      )}
    </footer>
  )
}

function Problem() {
  const { saved } = useTodos()
  const problem = saved.problem.get()
  if (problem === undefined) return null

  return (
    <p class="problem" role="alert">
      {problem === 'unreadable'
        ? 'What was saved in this browser could not be read. The list starts anew.'
        : 'This browser does not save the list at the moment.'}
    </p>
  )
}
