/**
 * The subscriptions of one backplane: one watch and one cursor a key, however many listeners it has,
 * and a new snapshot of every key after each lost connection.
 *
 * It must never know which engine it reads. Read `redis.ts` or `nats.ts` next.
 */
import type { Entry, Subscription } from './backplane.ts'
import type { Cursor } from './cursor.ts'
import { createCursor } from './cursor.ts'

/** What an engine does for this file. Both may reject; they are then tried again. */
export interface Engine {
  /**
   * Once it resolves, every later write of `key` arrives as `deliver`, until the function that it
   * resolves with is called or the connection is lost.
   */
  watch(key: string, deliver: (entry: Entry) => void): Promise<() => void>
  read(key: string): Promise<Entry>
}

export interface Subscriptions {
  subscribe(key: string, listener: (entry: Entry) => void): Subscription
  /** A write of this process: its listeners need not wait for the message. */
  deliver(key: string, entry: Entry): void
  /** The connection is back: nobody knows what was missed. */
  refresh(): void
  close(): void
}

/** One key that somebody follows. */
interface Channel {
  readonly key: string
  readonly cursor: Cursor
  readonly listeners: Set<(entry: Entry) => void>
  /** Counts the loads; one that is not the newest has nothing to say any more. */
  load: number
  stop: () => void
  timer: NodeJS.Timeout | undefined
}

const firstRetryMs = 50
const maxRetryMs = 2_000

export function createSubscriptions(engine: Engine): Subscriptions {
  const channels = new Map<string, Channel>()

  return {
    subscribe(key, listener) {
      const channel = channels.get(key) ?? open(key)
      // A function of its own, so that one listener may subscribe twice.
      const own = (entry: Entry): void => listener(entry)
      channel.listeners.add(own)
      if (channel.cursor.entry !== undefined) own(channel.cursor.entry)
      return {
        close() {
          if (channel.listeners.delete(own) && channel.listeners.size === 0) shut(channel)
        },
      }
    },

    deliver(key, entry) {
      channels.get(key)?.cursor.message(entry)
    },

    refresh() {
      for (const channel of channels.values()) void load(channel, firstRetryMs)
    },

    close() {
      for (const channel of channels.values()) shut(channel)
    },
  }

  function open(key: string): Channel {
    const listeners = new Set<(entry: Entry) => void>()
    const channel: Channel = {
      key,
      cursor: createCursor((entry) => {
        for (const listener of listeners) listener(entry)
      }),
      listeners,
      load: 0,
      stop: () => {},
      timer: undefined,
    }
    channels.set(key, channel)
    void load(channel, firstRetryMs)
    return channel
  }

  function shut(channel: Channel): void {
    if (channels.get(channel.key) === channel) channels.delete(channel.key)
    channel.listeners.clear()
    channel.load++
    clearTimeout(channel.timer)
    channel.stop()
  }

  /** Watches first, reads then; the old watch ends last, so that there is always one. */
  async function load(channel: Channel, retryMs: number): Promise<void> {
    const { key, cursor } = channel
    const number = ++channel.load
    clearTimeout(channel.timer)
    cursor.load()
    try {
      const stop = await engine.watch(key, (entry) => cursor.message(entry))
      if (number !== channel.load) return stop()
      channel.stop()
      channel.stop = stop

      const entry = await engine.read(key)
      if (number === channel.load) cursor.snapshot(entry)
    } catch {
      if (number !== channel.load) return
      const again = (): void => void load(channel, Math.min(retryMs * 2, maxRetryMs))
      channel.timer = setTimeout(again, retryMs).unref()
    }
  }
}
