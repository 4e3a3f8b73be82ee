/**
 * Event handlers as attributes: `onClick`, `onInput` and so on. Which events there are, and what a
 * handler is told, stands in `vdom/event-data.ts`.
 */
import type { EventDataMap, FieldEventName, InputData, LiveEvent } from '../event-data.ts'
import type { EventHandler, Listener } from '../events.ts'
import type { Nothing } from './value.ts'

/** A function, `on(function, options)`, or nothing. Not a signal: handlers never travel. */
export type HandlerValue<E extends LiveEvent> = EventHandler<E> | Listener<E> | Nothing

/** All events but `onInput` and `onChange`, whose data depend on the element. */
export type EventAttributes = {
  [Name in Exclude<keyof EventDataMap, FieldEventName> as `on${Name}`]?: HandlerValue<
    EventDataMap[Name]
  >
}

/** `onInput` and `onChange` of an element whose fields report `E`. */
export type FieldEventAttributes<E extends InputData = InputData> = {
  [Name in FieldEventName as `on${Name}`]?: HandlerValue<E>
}
