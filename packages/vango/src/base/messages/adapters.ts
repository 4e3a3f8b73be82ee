export const adapterMessages = {
  'adapters/port-in-use': (p: { port: number; host: string }): string =>
    `Port ${p.port} of ${p.host} is in use. Expected a free port. ` +
    `Stop the other program, or choose another port: serve(app, { port: ${p.port + 1} }), "--port ${p.port + 1}" on the ` +
    `command line, or port 0 for any free one.`,
  'adapters/port-forbidden': (p: { port: number; host: string }): string =>
    `This user may not listen on port ${p.port} of ${p.host}. Expected a port that needs no privilege, got one below 1024. ` +
    `Choose a port from 1024 up and let a proxy forward to it.`,
  'adapters/host-unknown': (p: { host: string }): string =>
    `This machine has no address ${JSON.stringify(p.host)} to listen on. Expected one of its own addresses. ` +
    `Use '127.0.0.1' for this machine only, or '0.0.0.0' for every network it is in.`,
  'adapters/listen-failed': (p: { port: number; host: string; reason: string }): string =>
    `The server could not listen on port ${p.port} of ${p.host}: ${p.reason}. Expected a free port of this machine. ` +
    `Check the host and the port.`,
  'adapters/no-public-dir': (p: { path: string }): string =>
    `The folder of public files was not found. Expected publicDir to be a folder, got: ${p.path}. ` +
    `Create it, or leave the option out.`,
  'adapters/bad-origin': (p: { got: string }): string =>
    `An entry of allowedOrigins is not an origin. Expected a scheme, a host and a port if it is not the usual one, ` +
    `like 'https://www.example.com', got: ${JSON.stringify(p.got)}. There are no patterns: list each origin.`,
}
