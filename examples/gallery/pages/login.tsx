/**
 * Logging in: a form that is always posted, as only a response can set the cookie of the session; a page
 * that only those who are logged in may see, and one for those with a role.
 */
import { on, state } from 'vango'
import type { SubmitData } from 'vango'
import { definePage, requireRole, requireUser, safeNextPath, useCtx } from 'vango/server'
import type { SessionUser } from 'vango/server'
import { Layout } from '../parts/layout.tsx'
import { checkPassword, people } from '../parts/people.ts'

const head = () => <link rel="stylesheet" href="/forms.css" />

export const loginPage = definePage({ title: 'Log in · Vango', component: LoginPage, head })

export const accountPage = definePage({
  title: 'Your account · Vango',
  component: AccountPage,
  head,
  middleware: [requireUser({ loginPath: '/login' })],
})

export const studioPage = definePage({
  title: 'Studio · Vango',
  component: StudioPage,
  head,
  middleware: [requireRole('painter', { loginPath: '/login' })],
})

function LoginPage() {
  const { user } = useCtx().session

  return (
    <Layout path="/login">
      <h1>Log in</h1>
      <p class="lead">
        The session is a cookie that is encrypted and signed. This form works without a script, and
        nobody else’s page can send it.
      </p>
      {user === undefined ? <LoginForm /> : <Welcome user={user} />}
      <p class="note">
        Behind it are <a href="/account">a page for those who are logged in</a> and{' '}
        <a href="/studio">one for painters</a>.
      </p>
    </Layout>
  )
}

function LoginForm() {
  const ctx = useCtx()
  const name = state('')
  const problem = state('')

  async function logIn(event: SubmitData): Promise<void> {
    const user = await checkPassword(event.get('name') ?? '', event.get('password') ?? '')
    if (user === undefined) {
      name.set(event.get('name') ?? '')
      problem.set('There is nobody of that name with that password.')
      return
    }
    ctx.session.signIn(user)
    ctx.redirect(safeNextPath(ctx, '/account'))
  }

  return (
    <form class="card form" onSubmit={on(logIn, { post: true })}>
      <label>
        Name
        <input name="name" autocomplete="username" required value={name} />
      </label>
      <label>
        Password
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      <p class="problem" role="alert">
        {problem}
      </p>
      <button>Log in</button>
      <p class="hint">
        {people.map(({ name: known, password }) => (
          <span key={known}>
            <code>{known}</code> has the password <code>{password}</code>.{' '}
          </span>
        ))}
      </p>
    </form>
  )
}

function Welcome({ user }: { user: SessionUser }) {
  const ctx = useCtx()

  function logOut(): void {
    ctx.session.signOut()
    ctx.redirect('/login')
  }

  return (
    <form class="card form" onSubmit={on(logOut, { post: true })}>
      <p>
        You are logged in as <strong id="user">{user.id}</strong>.
      </p>
      <button class="quiet">Log out</button>
    </form>
  )
}

function AccountPage() {
  const { user } = useCtx().session
  const clicks = state(0)

  return (
    <Layout path="/login">
      <h1>Your account</h1>
      {user === undefined ? undefined : <Welcome user={user} />}
      <div class="card form">
        <p>
          This page is live: when you log out, here or in another tab, the server ends it, and it
          loads anew.
        </p>
        <button type="button" id="live" onClick={() => clicks.update((n) => n + 1)}>
          Clicked {clicks} times
        </button>
      </div>
    </Layout>
  )
}

function StudioPage() {
  return (
    <Layout path="/login">
      <h1>The studio</h1>
      <p class="lead">Only painters get in here. The paint is still wet.</p>
    </Layout>
  )
}
