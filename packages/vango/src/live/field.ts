/**
 * Fields: after an `input` the browser's field holds what the user typed, whatever was rendered. The
 * session writes this down as the rendered value before the handler runs, so that the next diff
 * compares with the truth: it sends nothing if the component agrees, and corrects the field if not.
 *
 * A handler after which nobody renders the field has kept the old value: that is put back.
 */
import type { Target } from '../component/targets.ts'
import { toProperty } from '../vdom/attributes.ts'
import { isBinding } from '../vdom/child.ts'
import { HOLE_PROPERTY } from '../vdom/template.ts'
import { RENDERED } from '../vdom/vnode.ts'
import type { Bindable, Binding, ElementNode, Hid, Props, Rendered } from '../vdom/vnode.ts'
import type { PatchSink } from '../vdom/patch.ts'
import type { EventPayload } from '../wire/message.ts'

/** A rendered value that the browser has overtaken. */
export interface Overtaken {
  readonly hid: Hid
  readonly name: string
  /** What the browser's field holds. */
  readonly typed: unknown
  /** What is rendered now, or nothing if the field has been rendered since or is gone. */
  rendered(): { readonly value: unknown } | undefined
}

/** Notes what the user typed into a field whose value is rendered; `undefined` for any other. */
export function noteTyped(
  node: Target,
  hid: Hid,
  payload: EventPayload | undefined,
): Overtaken | undefined {
  if (payload?.kind === 'value') return note(node, hid, 'value', payload.value)
  if (payload?.kind === 'checked') return note(node, hid, 'checked', payload.checked)
  return undefined
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
  const value = toProperty(overtaken.name, rendered.value)
  if (value !== toProperty(overtaken.name, overtaken.typed)) {
    sink.setProperty(overtaken.hid, overtaken.name, value)
  }
}
