export const globalMessages = {
  'state/global-ambiguous': (p: { key: string; apps: number }): string =>
    `The global value ${JSON.stringify(p.key)} was used where no page is at work, and this process has ${p.apps} apps with ` +
    `backplanes of their own, so nobody knows which is meant. Expected the use in a component or a handler before its first await. ` +
    `Call globalSignal() in the component and use what it returned, or have one app a process.`,
  'state/global-no-app': (p: { key: string }): string =>
    `The global value ${JSON.stringify(p.key)} was written before there was an app, so no page could ever see it. ` +
    `Expected createApp() to come first. Write after it, or give the value as the initial one.`,
  'state/global-not-data': (p: { key: string; problem: string }): string =>
    `The global value ${JSON.stringify(p.key)} was set to something that is no data. Expected what devalue can write: plain objects, ` +
    `arrays, Map, Set, Date, bigint and primitives, got: ${p.problem}. Share data and keep functions and classes in the code.`,
  'state/global-bad-value': (p: { key: string; problem: string }): string =>
    `What the backplane holds for ${JSON.stringify(p.key)} cannot be read: ${p.problem}. Expected a value that Vango has written. ` +
    `Sessions keep the last good one; set() or delete() mends it. Check that no other program writes into the namespace.`,
  'state/global-invalid': (p: { key: string; problem: string }): string =>
    `A value of ${JSON.stringify(p.key)} does not fit its schema. Expected what the schema describes, got: ${p.problem}. ` +
    `Correct the write, or, if an older version of the app wrote it, let the schema accept that too.`,
  'state/global-async-schema': (p: { key: string }): string =>
    `The schema of ${JSON.stringify(p.key)} answered with a promise. Expected a schema that checks at once, since components read the ` +
    `value while they render. Take asynchronous checks out of it.`,
  'state/global-bad-amount': (p: { key: string; got: string }): string =>
    `add() of the global counter ${JSON.stringify(p.key)} was given something that cannot be added. Expected a finite number, ` +
    `got: ${p.got}. Pass how much to add, negative to subtract.`,
  'state/global-timeout': (p: { key: string }): string =>
    `A write of ${JSON.stringify(p.key)} was not acknowledged in time, so nobody knows whether it will count. Expected the backplane ` +
    `to answer. Check that its server runs and that the client reconnects for ever, or raise timeoutMs.`,
  'state/global-overloaded': (p: { key: string; max: number }): string =>
    `Too many writes of ${JSON.stringify(p.key)} wait for the backplane. Expected at most ${p.max}. ` +
    `Check that its server runs, and write less often: once for what belongs together.`,
}
