/**
 * A form with a schema. The same handler answers over the socket and, where there is no script, to a
 * plain POST; so there is one validation, and its messages are the same.
 */
import { state } from 'vango'
import type { Signal, SubmitData } from 'vango'
import { definePage } from 'vango/server'
import * as v from 'valibot'
import { Layout } from '../parts/layout.tsx'

export const signupPage = definePage({
  title: 'Sign up · Vango',
  component: SignupPage,
  head: () => <link rel="stylesheet" href="/forms.css" />,
})

const signup = v.object({
  name: v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty('Please tell your name.'),
    v.maxLength(80, 'That is longer than 80 letters.'),
  ),
  email: v.pipe(v.string(), v.trim(), v.email('That is no email address.')),
  password: v.pipe(v.string(), v.minLength(10, 'A password needs 10 letters or more.')),
})

type Field = keyof v.InferInput<typeof signup>
type Problems = Partial<Record<Field, string>>

function SignupPage() {
  const welcomed = state('')

  return (
    <Layout path="/signup">
      <h1>Sign up</h1>
      <p class="lead">
        Checked on the server, by one schema. Switch scripts off and try again: it works the same.
      </p>
      {welcomed.get() === '' ? (
        <SignupForm onDone={(name) => welcomed.set(name)} />
      ) : (
        <p class="card form" id="welcome" role="status">
          Welcome, {welcomed}! Nothing was stored; this is only a gallery.
        </p>
      )}
    </Layout>
  )
}

function SignupForm(props: { onDone: (name: string) => void }) {
  const name = state('')
  const email = state('')
  const problems = state<Problems>({})

  function submit(event: SubmitData): void {
    const fields = Object.fromEntries(event.fields)
    const result = v.safeParse(signup, { name: '', email: '', password: '', ...fields })
    name.set(fields['name'] ?? '')
    email.set(fields['email'] ?? '')
    if (result.success) props.onDone(result.output.name)
    else problems.set(toProblems(result.issues))
  }

  return (
    <form class="card form" onSubmit={submit} novalidate>
      <Input name="name" label="Name" autocomplete="name" value={name} problems={problems} />
      <Input name="email" label="Email" autocomplete="email" value={email} problems={problems} />
      <Input
        name="password"
        label="Password"
        type="password"
        autocomplete="new-password"
        problems={problems}
      />
      <button>Sign up</button>
    </form>
  )
}

interface InputProps {
  readonly name: Field
  readonly label: string
  readonly type?: 'text' | 'password'
  readonly autocomplete: 'name' | 'email' | 'new-password'
  readonly value?: Signal<string>
  readonly problems: Signal<Problems>
}

function Input({ name, label, type = 'text', autocomplete, value, problems }: InputProps) {
  const problem = problems.get()[name]

  return (
    <label>
      {label}
      <input
        name={name}
        type={type}
        autocomplete={autocomplete}
        value={value}
        aria-invalid={problem === undefined ? undefined : 'true'}
        aria-describedby={`${name}-problem`}
      />
      <span class="problem" id={`${name}-problem`} role="alert">
        {problem}
      </span>
    </label>
  )
}

/** The first problem of each field. */
function toProblems(issues: v.SafeParseResult<typeof signup>['issues'] & object): Problems {
  const problems: Problems = {}
  for (const issue of issues) problems[v.getDotPath(issue) as Field] ??= issue.message
  return problems
}
