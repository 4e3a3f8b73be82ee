/**
 * What the compiler must take and what it must refuse in JSX. Checked by `jsx-types.test.ts`; a line
 * under `@ts-expect-error` that compiles after all is an error too.
 */
import { unsafeHtml } from '../attributes.ts'
import { on } from '../events.ts'
import type {
  CheckData,
  EventName,
  InputData,
  KeyData,
  LiveEvent,
  PointerData,
  ScrollData,
  SelectData,
  SubmitData,
} from '../event-data.ts'
import type { Child } from '../vnode.ts'
import type {
  AriaAttributes,
  HtmlElements,
  JSX,
  MathElements,
  Source,
  StyleName,
  SvgElements,
} from './index.ts'

interface Signal<T> extends Source<T> {
  set(value: T): void
}
declare function signal<T>(value: T): Signal<T>
declare function same<A, B>(isSame: [A, B] extends [B, A] ? true : false): void

const text = signal('a')
const count = signal(0)
const isOpen = signal(false)
const maybe = signal<string | undefined>(undefined)
const items: string[] = []
const bold = <b />

// --- takes HTML under its own names ---

void (
  <form class="form" method="post" action="/save" accept-charset="utf-8" novalidate>
    <label for="name" class={['label', isOpen.get() && 'open', { wide: true, tall: undefined }]}>
      Name
    </label>
    <input id="name" name="name" type="text" value={text} maxlength={20} required autofocus />
    <input type="checkbox" checked={isOpen} indeterminate />
    <select name="size" value="m">
      <option value="m" selected>
        Medium
      </option>
    </select>
    <textarea rows={3} cols="40" value="x">
      {text}
    </textarea>
    <button type="submit" formmethod="dialog" popovertarget="menu" disabled={count.get() > 3}>
      Save
    </button>
  </form>
)
void (
  <article tabindex={-1} hidden="until-found" contenteditable="plaintext-only" dir="rtl" key={1}>
    <a href="/" download target="_top" rel="noopener nofollow" ping="/p">
      Home
    </a>
    <img src="/a.png" alt="" width={10} height="10" loading="lazy" srcset="/b.png 2x" />
    <video src="/v.webm" controls muted playsinline preload="metadata" poster="/p.png" />
    <iframe sandbox srcdoc={unsafeHtml('<p>')} allowfullscreen />
    <meta http-equiv="refresh" content="5" charset="utf-8" property="og:title" />
    <script type="module" src="/a.js" async nonce="n" />
    <details open name="faq" onToggle={() => items.push('x')} />
    <button command="--spin" commandfor="it" />
  </article>
)

// --- takes signals wherever it takes values ---

void (
  <div class={text} hidden={isOpen} title={maybe} data-count={count} aria-expanded={isOpen}>
    {count} {text} {[text, 1, null, true, <b key="b" />]}
  </div>
)

// --- takes styles, ARIA, data and custom elements ---

void (
  <div
    style={{ color: 'red', fontSize: 12, '--gap': 4, webkitLineClamp: 2, opacity: undefined }}
    role="switch"
    aria-checked="mixed"
    aria-haspopup="menu"
    aria-current={false}
    aria-valuenow={3}
    data-id={3}
    data-on-screen
    innerHTML={unsafeHtml('<b>')}
  />
)
void (<div style="color: red" role="none presentation" />)
void (
  <my-element any={items} class="x" onClick={(event) => event.x.toFixed()}>
    child
  </my-element>
)

// --- takes SVG and MathML under their native names ---

void (
  <svg
    viewBox="0 0 10 10"
    width={10}
    preserveAspectRatio="xMidYMid"
    xmlns="http://www.w3.org/2000/svg"
  >
    <g stroke-width={2} stroke-linecap="round" fill="none" transform="scale(2)" class="g">
      <path d="M0 0" pathLength={1} onClick={() => {}} />
      <use href="#a" xlink:href="#a" x={1} />
      <a href="/" fill="red">
        <text x={1} text-anchor="middle" dominant-baseline="hanging">
          {count}
        </text>
      </a>
    </g>
    <linearGradient id="a" gradientUnits="userSpaceOnUse">
      <stop offset="50%" stop-color={text} />
    </linearGradient>
    <filter id="f">
      <feGaussianBlur in="SourceGraphic" stdDeviation={2} />
      <feColorMatrix type="saturate" values="0.5" />
    </filter>
    <animate attributeName="x" from={0} to={10} dur="1s" repeatCount="indefinite" />
  </svg>
)
void (
  <math display="block">
    <mfrac linethickness={2}>
      <mi>x</mi>
      <mo stretchy={false}>=</mo>
    </mfrac>
    <annotation-xml encoding="MathML-Content" />
  </math>
)

// --- tells handlers what they receive ---

void (
  <div
    onClick={(event) => same<typeof event, PointerData>(true)}
    onDblClick={async (event) => same<typeof event, PointerData>(true)}
    onKeyDown={(event) => same<typeof event, KeyData>(true)}
    onScroll={(event) => same<typeof event, ScrollData>(true)}
    onInput={(event) => same<typeof event, InputData>(true)}
    onFocusIn={(event) => same<typeof event, LiveEvent>(true)}
    onBeforeToggle={isOpen.get() ? () => {} : undefined}
  />
)
void (<form onSubmit={(event) => same<typeof event, SubmitData>(true)} />)
void (<input onChange={(event) => same<typeof event, CheckData>(true)} />)
void (<input onInput={on((event) => same<typeof event, CheckData>(true), { debounceMs: 9 })} />)
void (<select onChange={(event) => same<typeof event, SelectData>(true)} />)
void (<textarea onInput={(event) => same<typeof event, InputData>(true)} />)
void (<input onInput={(event: InputData) => text.set(event.value)} />)

// --- takes components ---

function Card(props: { title: string; children?: Child }): Child {
  return props.title
}
function Wrapped(props: JSX.IntrinsicElements['input'] & { label: string }): Child {
  const { label, ...rest } = props
  return (
    <label>
      {label} <input {...rest} />
    </label>
  )
}
void (
  <Card title="a" key="k">
    <Wrapped label="b" type="checkbox" />
  </Card>
)

// --- refuses misuse ---

// @ts-expect-error - div has no such attribute
void (<div href="/" />)
// @ts-expect-error - class is called class
void (<div className="a" />)
// @ts-expect-error - for is called for
void (<label htmlFor="a" />)
// @ts-expect-error - attributes are in lower case
void (<div tabIndex={1} />)
// @ts-expect-error - no attribute is a function
void (<div title={() => 'a'} />)
// @ts-expect-error - no such method
void (<form method="put" />)
// @ts-expect-error - a condition, not a word
void (<button disabled="yes" />)
// @ts-expect-error - a signal of the wrong type
void (<button disabled={text} />)
// @ts-expect-error - text is not HTML
void (<div innerHTML="<b>" />)
// @ts-expect-error - text is not a document
void (<iframe srcdoc="<b>" />)
// @ts-expect-error - a handler is a function
void (<div onClick="alert(1)" />)
// @ts-expect-error - handlers are not signals
void (<div onClick={signal(() => {})} />)
// @ts-expect-error - clicks have no value
void (<div onClick={(event) => event.value} />)
// @ts-expect-error - inline handlers are not attributes
void (<div onclick="alert(1)" />)
// @ts-expect-error - no such event
void (<div onDoubleClick={() => {}} />)
// @ts-expect-error - no such option
void (<div onClick={on(() => {}, { debounce: 1 })} />)
// @ts-expect-error - no such role
void (<div role="buton" />)
// @ts-expect-error - no such state
void (<div aria-checked="perhaps" />)
// @ts-expect-error - no such property
void (<div style={{ colour: 'red' }} />)
// @ts-expect-error - custom properties begin with two dashes
void (<div style={{ 'font-size': 1 }} />)
// @ts-expect-error - a condition, not a signal of one
void (<div class={{ open: isOpen }} />)
// @ts-expect-error - no element has that name
void (<foo />)
// @ts-expect-error - void elements have no content
void (<br>text</br>)
// @ts-expect-error - a textarea contains text only
void (<textarea>{bold}</textarea>)
// @ts-expect-error - an object is no child
void (<div>{{ a: 1 }}</div>)
// @ts-expect-error - a function is no child
void (<div>{() => 'a'}</div>)
// @ts-expect-error - SVG names have their own case
void (<svg viewbox="0 0 1 1" />)
// @ts-expect-error - a prop is missing
void (<Card />)
// @ts-expect-error - no such prop
void (<Card title="a" subtitle="b" />)

// --- knows all names that the browser's own types know ---

type Camel<Name extends string> = Name extends
  | `webkit${string}`
  | `${string}-${string}`
  | 'cssText'
  | 'cssFloat'
  ? never
  : Name
type TextKeys<T> = { [K in keyof T]: T[K] extends string ? K : never }[keyof T] & string
type AriaName<Name> = Name extends `aria${infer Rest}Elements`
  ? `aria-${Lowercase<Rest>}`
  : Name extends `aria${infer Rest}Element`
    ? `aria-${Lowercase<Rest>}`
    : Name extends `aria${infer Rest}`
      ? `aria-${Lowercase<Rest>}`
      : never
type EventTypes = Exclude<
  keyof GlobalEventHandlersEventMap | keyof HTMLVideoElementEventMap,
  `webkit${string}`
>

same<Exclude<keyof HTMLElementTagNameMap, keyof HtmlElements>, never>(true)
same<Exclude<keyof SVGElementTagNameMap, keyof (SvgElements & HtmlElements)>, never>(true)
same<Exclude<keyof MathMLElementTagNameMap, keyof MathElements>, 'a'>(true)
same<Exclude<EventTypes, Lowercase<EventName>>, never>(true)
same<Exclude<AriaName<keyof ARIAMixin>, keyof AriaAttributes>, never>(true)
same<Exclude<Camel<TextKeys<CSSStyleDeclaration>>, StyleName>, never>(true)
