export const componentMessages = {
  'component/no-current': (p: { hook?: string }): string =>
    `${p.hook ?? 'A hook'} was called while no component, handler or effect is running, so there is no page to ask. Expected the call in the synchronous part of one. ` +
    `Call it before the first await and keep what it returned.`,
  'component/write-in-render': (p: { component: string }): string =>
    `${p.component} wrote a signal while it rendered. Expected a render to read only, since the write would render it again. ` +
    `Write in a handler or an effect, or derive the value with computed().`,
  'component/shared-write': (_: object): string =>
    `A session wrote a state() that was made outside of any component, so all users would share it. ` +
    `Expected state() inside the component for one user's value, or globalSignal() for a value that all users share.`,
  'component/slot-order': (p: {
    component: string
    index: number
    expected: string
    got: string
  }): string =>
    `${p.component} called its hooks in another order than at its first render. Expected ${p.expected} as hook ${p.index}, ` +
    `got: ${p.got}. Call state(), computed(), effect() and the like at the top of the component, never in a branch or loop.`,
  'component/hook-outside-render': (p: { hook: string }): string =>
    `${p.hook} was called while no component renders. Expected it at the top of a component. ` +
    `Call it there and use what it returned in the handler or effect.`,
  'component/effect-outside-render': (_: object): string =>
    `effect() was called in a handler or an effect of a session, where nobody would ever end it. ` +
    `Expected it at the top of a component. Do the work right here, or write a signal that an effect of the component reads.`,
  'component/not-loaded': (_: object): string =>
    `A value was read that is still loading, in a place that cannot wait for it. Expected value() of a resource in the ` +
    `rendering of a component, where <Suspense> shows a fallback meanwhile. In a handler or an effect, read status or latest.`,
  'component/too-deep': (p: { component: string; levels: number }): string =>
    `${p.component} stands ${p.levels} components deep, as if it would never end. Expected a component that ` +
    `renders itself to stop somewhere. Check the condition under which it does.`,
  'component/store-cycle': (p: { store: string }): string =>
    `A store needs itself before it is made: ${p.store}. Expected stores that can be made one after the other. ` +
    `Ask for the other store inside an action instead of in the function given to store().`,
  'component/effect-loop': (p: { component: string; rounds: number }): string =>
    `An effect of ${p.component} made itself run again ${p.rounds} times in a row and was stopped. ` +
    `Expected an effect to settle. Read what it writes with peek(), or write only when the value differs.`,
}
