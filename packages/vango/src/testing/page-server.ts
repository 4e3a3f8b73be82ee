/** Who answers a page under test: an app (`mount.ts`), or a test (`fake-server.ts`). */
import type { SessionView } from '../live/hub.ts'
import type { Connection, Transport } from '../live/transport.ts'

/** What a page asks of a server: an app is one, a scripted server another. */
export interface PageServer {
  fetch(request: Request): Promise<Response>
  /** The page opens a socket. */
  connect(url: URL, transport: Transport, cookies: string | undefined): Connection
  inspect(session: string): SessionView | undefined
}
