/**
 * Waits for shared values. The first page that reads a global value on this node would be rendered
 * before the backplane has told it; such a rendering is thrown away and made again when it has.
 */
import { collectUnready } from '../state/global-scope.ts'

/** Renderings of one request: each may read keys that only the values of the one before lead to. */
const maxRounds = 3
/** For all rounds. A page must not wait for a backplane that is away: it shows initial values then. */
const maxWaitMs = 2_000

/** Calls `respond` until nothing that it has read is missing. Throws what `respond` throws. */
export async function respondWhenReady(
  respond: () => Response | Promise<Response>,
): Promise<Response> {
  const deadline = performance.now() + maxWaitMs
  for (let round = 1; round < maxRounds; round++) {
    const { result, unready } = collectUnready(respond)
    // Fast path: all but the first request for a key.
    if (unready.length === 0) return result

    await discard(result)
    const waitMs = deadline - performance.now()
    if (waitMs <= 0) break
    await settled(
      unready.map((replica) => replica.ready),
      waitMs,
    )
  }
  // What is missing now will come by the socket.
  return respond()
}

/** Whatever comes of it, it will be made again. */
async function discard(response: Response | Promise<Response>): Promise<void> {
  try {
    await (await response).body?.cancel()
  } catch {}
}

function settled(all: readonly Promise<void>[], maxMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, maxMs)
    void Promise.all(all).then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
