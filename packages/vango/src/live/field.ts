/**
 * Fields: after an `input` the browser's field holds what the user typed, whatever was rendered. The
 * session writes this down as the rendered value before the handler runs, so that the next diff
 * compares with the truth: it sends nothing if the component agrees, and corrects the field if not.
 *
 * A handler after which nobody renders the field has kept the old value: that is put back.
 *
 * A handler that sets a signal to what it had wants that to be seen, whatever the user has made of the
 * field since. Then all that is known is that the field may hold anything else. Read `fields.ts` next.
 */
import type { FoundHandler } from '../component/dispatch.ts'
import type { Target } from '../component/targets.ts'
import { toProperty } from '../vdom/attributes.ts'
import { isBinding } from '../vdom/child.ts'
import { FIBER } from '../component/fiber.ts'
import type { PageTask } from '../component/fiber.ts'
import { HOLE_CHILD, HOLE_PROPERTY } from '../vdom/template.ts'
import { RENDERED } from '../vdom/vnode.ts'
import type { Bindable, Binding, ElementNode, Hid, Props, Rendered, VNode } from '../vdom/vnode.ts'
import type { PatchSink } from '../vdom/patch.ts'
import type { EventPayload } from '../wire/message.ts'
import { checkedBeside, chosenIn, otherThan, rewrittenIn, selectedIn } from './fields.ts'
import type { Field } from './fields.ts'

/** In the place of a property's name: the text of an element that is edited itself. */
const textName = '#text'
/** What has a value instead, and what is only around fields. */
const notEdited = /^(input|textarea|select|form|label|fieldset)$|-/

/** A rendered value that the browser has overtaken. */
export interface Overtaken {
  readonly hid: Hid
  readonly name: string
  /** What the browser's field holds. */
  readonly typed: unknown
  /** What is rendered now, or nothing if the field has been rendered since or is gone. */
  rendered(): { readonly value: unknown } | undefined
}

/** Notes what an event tells of fields whose values are rendered. */
export function noteTyped(
  page: VNode,
  { node, tag }: FoundHandler,
  hid: Hid,
  payload: EventPayload | undefined,
): Overtaken[] {
  switch (payload?.kind) {
    case 'value': {
      const options = tag === 'select' ? chosenIn(node, hid) : []
      const fields = noteAll([{ node, hid, name: 'value', typed: payload.value }, ...options])
      if (fields.length > 0 || notEdited.test(tag)) return fields
      return noteText(node, hid, payload.value)
    }
    case 'values':
      return tag === 'select' ? noteAll(selectedIn(node, hid)) : []
    case 'checked': {
      const { checked } = payload
      const others = checked ? checkedBeside(page, node, hid) : []
      return noteAll([{ node, hid, name: 'checked', typed: checked }, ...others])
    }
  }
  return []
}

/** Notes the fields that are rendered from a signal which was set to the `value` it had. */
export function noteRewrite(task: PageTask, value: unknown): Overtaken[] {
  if (task.kind === FIBER) return noteAll(rewrittenIn(task.node.output, value))
  const { hole, hid } = task
  // What is to be compared anyway is left to that.
  const isCurrent = task.value === (task.source as Bindable).peek()
  if (hole.kind !== HOLE_PROPERTY || hole.name === 'innerHTML' || !isCurrent) return []
  return [noteBound(task, hid, hole.name, otherThan(task.value))]
}

function noteAll(fields: readonly Field[]): Overtaken[] {
  return fields.flatMap(({ node, hid, name, typed }) => note(node, hid, name, typed) ?? [])
}

function note(node: Target, hid: Hid, name: string, typed: unknown): Overtaken | undefined {
  return node.kind === RENDERED
    ? noteInInstance(node, hid, name, typed)
    : noteInElement(node, hid, name, typed)
}

function noteInInstance(
  node: Rendered,
  hid: Hid,
  name: string,
  typed: unknown,
): Overtaken | undefined {
  const offset = hid - node.hid
  const hole = node.template.holes.find(
    (candidate) =>
      candidate.kind === HOLE_PROPERTY && candidate.offset === offset && candidate.name === name,
  )
  if (hole === undefined) return undefined
  const { values } = node
  const old = values[hole.index]
  if (isBinding(old)) return noteBound(old, hid, name, typed)
  // Nothing rendered leaves the field to the browser.
  if (old === undefined) return undefined

  values[hole.index] = typed
  return {
    hid,
    name,
    typed,
    rendered() {
      if (node.values !== values || values[hole.index] !== typed) return undefined
      // Also in a node that is mounted no more: whoever keeps it may render it again.
      values[hole.index] = old
      return node.hid === 0 ? undefined : { value: old }
    },
  }
}

function noteInElement(
  node: ElementNode,
  hid: Hid,
  name: string,
  typed: unknown,
): Overtaken | undefined {
  const bound = node.bound?.get(name)
  if (bound !== undefined) return noteBound(bound, hid, name, typed)
  const { props: rendered } = node
  if (rendered[name] === undefined) return undefined

  const props: Props = { ...rendered, [name]: typed }
  node.props = props
  return {
    hid,
    name,
    typed,
    rendered() {
      if (node.props !== props) return undefined
      node.props = rendered
      return node.hid === 0 ? undefined : { value: rendered[name] }
    },
  }
}

/** What is typed into an element takes the place of the text that is all it contains. */
function noteText(node: Target, hid: Hid, text: string): Overtaken[] {
  const holder = textHolder(node, hid)
  const old = holder?.read() as string | undefined
  // Nothing but text is: what stands further in has places of its own.
  if (holder === undefined || (old !== undefined && typeof old !== 'string')) return []

  const typed = text === '' ? undefined : text
  holder.write(typed)
  const rendered = (): { readonly value: unknown } | undefined => {
    if (!holder.isMounted() || holder.read() !== typed) return undefined
    const value = holder.source === undefined ? old : toText(holder.source.peek())
    holder.write(value)
    return { value }
  }
  return [{ hid, name: textName, typed, rendered }]
}

interface TextHolder {
  /** What a binding follows, and what it shows therefore, whatever was typed. */
  readonly source?: Bindable
  read(): unknown
  write(text: string | undefined): void
  isMounted(): boolean
}

function textHolder(node: Target, hid: Hid): TextHolder | undefined {
  if (node.kind === RENDERED) {
    const { values, template } = node
    const hole = template.holes.find(
      ({ kind, only, offset }) => kind === HOLE_CHILD && only && offset === hid - node.hid,
    )
    if (hole === undefined) return undefined
    const held = values[hole.index]
    if (isBinding(held)) return boundText(held)
    return {
      read: () => values[hole.index],
      write: (text) => (values[hole.index] = text),
      isMounted: () => node.values === values && node.hid !== 0,
    }
  }
  if (isBinding(node.child)) return boundText(node.child)
  return {
    read: () => node.child,
    write: (text) => (node.child = text),
    isMounted: () => node.hid !== 0,
  }
}

function boundText(binding: Binding): TextHolder {
  return {
    source: binding.source as Bindable,
    read: () => binding.value,
    write: (text) => (binding.value = text),
    isMounted: () => true,
  }
}

/** The mounted form of what can be a text. */
function toText(value: unknown): string | undefined {
  const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
  return isText && value !== '' ? String(value) : undefined
}

function noteBound(binding: Binding, hid: Hid, name: string, typed: unknown): Overtaken {
  binding.value = typed
  return {
    hid,
    name,
    typed,
    rendered() {
      if (binding.value !== typed) return undefined
      const value = (binding.source as Bindable).peek()
      binding.value = value
      return { value }
    },
  }
}

/** Puts back what is rendered where the browser still holds something else. */
export function restoreRendered(sink: PatchSink, overtaken: Overtaken): void {
  const rendered = overtaken.rendered()
  if (rendered === undefined) return
  if (overtaken.name === textName) {
    if (rendered.value !== overtaken.typed) {
      sink.setText(overtaken.hid, (rendered.value as string | undefined) ?? '')
    }
    return
  }
  const value = toProperty(overtaken.name, rendered.value)
  if (value !== toProperty(overtaken.name, overtaken.typed)) {
    sink.setProperty(overtaken.hid, overtaken.name, value)
  }
}
