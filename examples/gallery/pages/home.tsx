/**
 * The index. Nothing on it can change, so it is served without a script and has no session.
 */
import type { Child } from 'vango'
import { definePage } from 'vango/server'
import { Layout } from '../parts/layout.tsx'

export const homePage = definePage({
  title: 'Vango gallery',
  component: Home,
  head: () => <link rel="stylesheet" href="/home.css" />,
})

function Home() {
  return (
    <Layout path="/">
      <div class="hero">
        <h1>Pages that live on the server</h1>
        <p class="lead">
          Components and signals run there. The browser gets HTML at once, then only the bytes of
          what changed.
        </p>
      </div>
      <ul class="gallery">
        <Card href="/counter" title="Counter" picture={<CounterPicture />}>
          Two counters, bound and rendered again: one text patch a click.
        </Card>
        <Card href="/clock" title="Clock" picture={<ClockPicture />}>
          The server’s own time, pushed each second while you look at it.
        </Card>
        <Card href="/jfb" title="Rows" picture={<RowsPicture />}>
          The js-framework-benchmark: up to 10,000 keyed rows, swapped, updated, removed.
        </Card>
        <Card href="/chat" title="Chat" picture={<ChatPicture />}>
          One room for everybody, on every server: messages, who is here, who types.
        </Card>
        <Card href="/dashboard" title="Dashboard" picture={<DashboardPicture />}>
          Four slow services: the page is there at once, its tiles follow in their own time.
        </Card>
        <Card href="/shared-counter" title="Shared counter" picture={<SharedPicture />}>
          One number for all, by atomic updates; and what happens without them.
        </Card>
        <Card href="/todomvc" title="TodoMVC" picture={<TodosPicture />}>
          A store of todos, saved in the browser and shared by its tabs.
        </Card>
        <Card href="/theme" title="Theme" picture={<ThemePicture />}>
          A cookie and the address remember how you like this page, from the first paint on.
        </Card>
        <Card href="/login" title="Log in" picture={<LoginPicture />}>
          A session in a sealed cookie, guarded pages, and a logout that every tab notices.
        </Card>
        <Card href="/signup" title="Sign up" picture={<SignupPicture />}>
          One schema, one handler; the form works with a script and without.
        </Card>
      </ul>
      <p class="note">
        This page has no live part. It came without a script, and the server holds no session for
        it.
      </p>
    </Layout>
  )
}

function Card(props: { href: string; title: string; picture: Child; children: Child }) {
  return (
    <li class="card tile">
      {props.picture}
      <h2>
        <a href={props.href}>{props.title}</a>
      </h2>
      <p>{props.children}</p>
    </li>
  )
}

function LoginPicture() {
  return (
    <svg class="picture" viewBox="0 0 320 180" aria-hidden="true">
      <rect class="sky" width="320" height="180" />
      <path class="swirl" d="M-10 150C60 90 110 170 180 120S290 60 340 90" />
      <circle class="pill" cx="160" cy="90" r="58" />
      <circle class="pill lit" cx="160" cy="78" r="18" />
      <path class="sign on-lit" d="M160 78v40M160 104h14M160 118h10" />
    </svg>
  )
}

function SignupPicture() {
  return (
    <svg class="picture" viewBox="0 0 320 180" aria-hidden="true">
      <rect class="sky" width="320" height="180" />
      <g class="bar">
        <rect x="70" y="32" width="180" height="28" rx="7" />
        <rect x="70" y="72" width="180" height="28" rx="7" />
        <rect x="70" y="120" width="84" height="28" rx="14" class="lit" />
      </g>
      <path class="sign" d="M84 46h60M84 86h36" />
    </svg>
  )
}

function CounterPicture() {
  return (
    <svg class="picture" viewBox="0 0 320 180" aria-hidden="true">
      <rect class="sky" width="320" height="180" />
      <path class="swirl" d="M-10 150C60 90 110 170 180 120S290 60 340 90" />
      <path class="swirl" d="M-10 168C70 112 120 186 190 138S300 82 340 110" />
      <circle class="pill" cx="74" cy="84" r="27" />
      <path class="sign" d="M64 84h20" />
      <text class="digits" x="160" y="106" text-anchor="middle">
        42
      </text>
      <circle class="pill lit" cx="246" cy="84" r="27" />
      <path class="sign on-lit" d="M236 84h20M246 74v20" />
    </svg>
  )
}

function ClockPicture() {
  return (
    <svg class="picture" viewBox="0 0 320 180" aria-hidden="true">
      <rect class="sky" width="320" height="180" />
      <g class="star">
        <circle cx="52" cy="46" r="4" />
        <circle cx="262" cy="36" r="5" />
        <circle cx="286" cy="112" r="3" />
        <circle cx="36" cy="124" r="3" />
      </g>
      <path class="swirl" d="M20 70a34 34 0 1 0 40-34" />
      <path class="swirl" d="M290 64a30 30 0 1 0-34-26" />
      <circle class="dial" cx="160" cy="90" r="62" />
      <path class="mark-line" d="M160 38v8M160 134v8M108 90h8M204 90h8" />
      <path class="hand-line" d="M160 90V52M160 90l26 15" />
      <circle class="sun" cx="160" cy="90" r="5" />
    </svg>
  )
}

function DashboardPicture() {
  return (
    <svg class="picture" viewBox="0 0 320 180" aria-hidden="true">
      <rect class="sky" width="320" height="180" />
      <g class="bar">
        <rect x="40" y="28" width="112" height="56" rx="8" />
        <rect x="168" y="28" width="112" height="56" rx="8" class="lit" />
        <rect x="40" y="98" width="112" height="56" rx="8" class="lit" />
        <rect x="168" y="98" width="112" height="56" rx="8" />
      </g>
      <path class="swirl" d="M58 66c14-24 26 12 40-6s22-14 36-8" />
      <path class="swirl" d="M186 136c14-24 26 12 40-6s22-14 36-8" />
    </svg>
  )
}

function RowsPicture() {
  return (
    <svg class="picture" viewBox="0 0 320 180" aria-hidden="true">
      <rect class="sky" width="320" height="180" />
      <g class="bar">
        <rect x="48" y="26" width="180" height="18" rx="5" />
        <rect x="48" y="54" width="140" height="18" rx="5" class="lit" />
        <rect x="48" y="82" width="196" height="18" rx="5" />
        <rect x="48" y="110" width="160" height="18" rx="5" />
        <rect x="48" y="138" width="120" height="18" rx="5" class="lit" />
      </g>
      <path class="sign" d="M204 63h44a16 16 0 0 1 16 16v52a16 16 0 0 1-16 16h-64" />
      <path class="sign" d="M214 53l-10 10 10 10M194 137l-10 10 10 10" />
    </svg>
  )
}

function ChatPicture() {
  return (
    <svg class="picture" viewBox="0 0 320 180" aria-hidden="true">
      <rect class="sky" width="320" height="180" />
      <path class="swirl" d="M-10 40C70 0 120 70 190 30S290 10 340 50" />
      <g class="bar">
        <rect x="52" y="48" width="132" height="36" rx="12" />
        <rect x="150" y="98" width="118" height="36" rx="12" class="lit" />
      </g>
      <g class="star">
        <circle cx="78" cy="116" r="4" />
        <circle cx="94" cy="116" r="4" />
        <circle cx="110" cy="116" r="4" />
      </g>
    </svg>
  )
}

function SharedPicture() {
  return (
    <svg class="picture" viewBox="0 0 320 180" aria-hidden="true">
      <rect class="sky" width="320" height="180" />
      <path class="sign" d="M70 132L160 62M250 132L160 62M160 62V140" />
      <circle class="pill" cx="70" cy="134" r="20" />
      <circle class="pill" cx="160" cy="146" r="20" />
      <circle class="pill" cx="250" cy="134" r="20" />
      <circle class="pill lit" cx="160" cy="58" r="34" />
      <path class="sign on-lit" d="M148 58h24M160 46v24" />
    </svg>
  )
}

function TodosPicture() {
  return (
    <svg class="picture" viewBox="0 0 320 180" aria-hidden="true">
      <rect class="sky" width="320" height="180" />
      <g class="bar">
        <rect x="104" y="38" width="150" height="16" rx="5" />
        <rect x="104" y="82" width="116" height="16" rx="5" />
        <rect x="104" y="126" width="138" height="16" rx="5" />
      </g>
      <g class="pill">
        <circle cx="70" cy="46" r="15" />
        <circle cx="70" cy="134" r="15" />
      </g>
      <circle class="sun" cx="70" cy="90" r="15" />
      <path class="sign on-lit" d="M63 90l5 6 9-12" />
      <path class="swirl" d="M240 176a52 52 0 0 1 92-34" />
    </svg>
  )
}

function ThemePicture() {
  return (
    <svg class="picture" viewBox="0 0 320 180" aria-hidden="true">
      <rect class="sky" width="320" height="180" />
      <path class="swirl" d="M-10 40C60 0 100 70 170 34S280 0 340 30" />
      <circle class="dial" cx="160" cy="96" r="54" />
      <path class="sky" d="M160 42a54 54 0 0 1 0 108z" />
      <circle class="sun" cx="160" cy="96" r="20" />
      <g class="star">
        <circle cx="254" cy="70" r="4" />
        <circle cx="276" cy="128" r="3" />
        <circle cx="236" cy="148" r="3" />
      </g>
    </svg>
  )
}
