/**
 * Event holes as text: the `data-on` of an element. The browser names an entry by its position, so
 * the order here is the order in the source.
 */
import { isEventName, toListenerSpec } from './events.ts'
import type { ElementListeners } from './template.ts'
import type { Props } from './vnode.ts'

/** The `data-on` of a template's element, or of an element built at run time. */
export function listenerSpec(values: readonly unknown[], listeners: ElementListeners): string {
  let spec = ''
  for (const hole of listeners.holes) {
    if (spec !== '') spec += ' '
    spec += toListenerSpec(hole.name, values[hole.index])
  }
  return spec
}

export function elementListenerSpec(props: Props): string {
  return Object.keys(props)
    .filter(isEventName)
    .map((name) => toListenerSpec(name, props[name]))
    .join(' ')
}
