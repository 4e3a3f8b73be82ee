export const reactiveMessages = {
  'reactive/cycle': (p: { chain: string }): string =>
    `A computed depends on itself: ${p.chain}. Expected computeds that can be computed one after the other. ` +
    `Take one of these reads out, or keep that value in a signal that an event handler sets.`,
  'reactive/write-in-computed': (p: { computed: string; name: string }): string =>
    `The computed ${p.computed} tried to set the signal ${p.name}. Expected computeds to read only, since nobody can know when or ` +
    `how often they run. Return the value from a computed of its own, or set the signal in an event handler or effect.`,
  'reactive/signal-as-value': (p: { name: string }): string =>
    `${p.name} was used as if it were its value, in a text or a calculation. Expected its value, got the object that holds ` +
    `it. Read it with get(), or with peek() if nothing is to follow it.`,
  'reactive/effect-loop': (p: { name: string; rounds: number }): string =>
    `The effect ${p.name} set off itself ${p.rounds} times in a row and was stopped. Expected its writes to come to ` +
    `rest. Read what it writes with peek(), or write only if the value differs.`,
}
