/** `vango`: what components are made of. */
export { VangoError, CycleError, ProtocolError, TimeoutError } from './base/errors.ts'
export type { ErrorCode } from './base/errors.ts'
export type { SchemaIssue, SchemaResult, StandardSchema } from './base/standard-schema.ts'
export { ErrorBoundary } from './component/boundary.ts'
export type { ErrorBoundaryProps } from './component/boundary.ts'
export { createContext, useContext } from './component/context.ts'
export type { Context, ProviderProps } from './component/context.ts'
export { computed, effect, state, state as signal } from './component/state.ts'
export { Suspense } from './component/suspense.ts'
export type { SuspenseProps } from './component/suspense.ts'
export { batch } from './reactive/batch.ts'
export { untrack } from './reactive/core.ts'
export type { Computed } from './reactive/computed.ts'
export type { Signal } from './reactive/signal.ts'
export { resource } from './state/resource.ts'
export type {
  FetchContext,
  Fetcher,
  Resource,
  ResourceOptions,
  ResourceStatus,
  ResourceValue,
} from './state/fetcher.ts'
export { globalCounter } from './state/global-counter.ts'
export type { GlobalCounter } from './state/global-counter.ts'
export type { GlobalOptions } from './state/global-key.ts'
export { globalMap } from './state/global-map.ts'
export type { GlobalMap, GlobalMapOptions, MapKey } from './state/global-map.ts'
export { globalSignal } from './state/global-signal.ts'
export type { GlobalSignal, GlobalSignalOptions } from './state/global-signal.ts'
export { presence } from './state/presence.ts'
export type { Member, Presence } from './state/presence.ts'
export { action, store } from './state/store.ts'
export { unsafeHtml } from './vdom/attributes.ts'
export type { RawHtml } from './vdom/attributes.ts'
export type { SubmitData } from './vdom/event-data.ts'
export { on } from './vdom/events.ts'
export type { HandlerPolicy, ListenerOptions } from './vdom/events.ts'
export { createElement, Fragment, Portal } from './vdom/jsx.ts'
export type { PortalProps } from './vdom/jsx.ts'
export type { Child, Component, Key } from './vdom/vnode.ts'
