/** Keeps what `globalSignal` and its kin return for a component from one render to the next. */
import { renderingFiber } from '../component/current.ts'
import { nextHook } from '../component/hooks.ts'

/** One call of `globalSignal`, `globalMap` or `globalCounter` in a component. */
class GlobalHook {
  key: string
  made: object

  constructor(key: string, made: object) {
    this.key = key
    this.made = made
  }
}

/** What `make` made for this key at this place; another key, as props may bring one, makes anew. */
export function keepGlobal<H extends object>(kind: string, key: string, make: () => H): H {
  const fiber = renderingFiber()
  if (fiber === undefined) return make()

  const id = `${kind}/${key}`
  const hook = nextHook(fiber, GlobalHook, () => new GlobalHook(id, make()))
  if (hook.key !== id) {
    hook.made = make()
    hook.key = id
  }
  return hook.made as H
}
