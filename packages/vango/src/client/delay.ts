/**
 * Events held back by `debounce` and `throttle`. What happened later never overtakes them: whatever is
 * sent at once flushes them first.
 */
type Send = () => void

/** The latest event of each key that is still to be sent, oldest first. */
const held = new Map<string, Send>()
/** Keys of which something was sent a moment ago. */
const paused = new Set<string>()

/** Sends all that is held back. */
export function flush(): void {
  for (const key of held.keys()) release(key)
}

/** Calls `send` now or later. */
export function delay(
  { debounce, throttle }: { debounce?: string; throttle?: string },
  key: string,
  send: Send,
): void {
  if (debounce || paused.has(key)) {
    // Deleted first, it comes to the end of the map.
    held.delete(key)
    held.set(key, send)
    // A timer whose event is not the latest any more does nothing.
    if (debounce) setTimeout(() => held.get(key) === send && release(key), +debounce)
    return
  }

  flush()
  send()
  if (throttle) {
    paused.add(key)
    const resume = (): void => {
      if (release(key)) setTimeout(resume, +throttle)
      else paused.delete(key)
    }
    setTimeout(resume, +throttle)
  }
}

/** Sends what the key holds back. Says if there was anything. */
function release(key: string): boolean {
  const send = held.get(key)
  held.delete(key)
  send?.()
  return !!send
}
