/**
 * The process of one library: answers `memory` with bytes, and the index of a workload with the
 * nanoseconds per operation of one sample. A workload is built, checked and warmed up when it is
 * first asked for.
 */
import { frameworks } from './frameworks.ts'
import { measureMemory } from './memory.ts'
import { workloads } from './workloads.ts'

const sampleMs = 20
const warmUpMs = 300

const framework = frameworks.find(({ name }) => name === process.argv[2])!
let current: { index: number; drive: () => void; calls: number } | undefined

process.on('message', (request: 'memory' | number) => {
  process.send!(request === 'memory' ? measureMemory(framework) : sample(request))
})

function sample(index: number): number {
  const { operations, build } = workloads[index]!
  if (current?.index !== index) {
    const drive = build(framework)
    time(drive, 1)
    const calls = callsFor(drive, warmUpMs)
    current = { index, drive, calls: Math.max(1, Math.round((calls * sampleMs) / warmUpMs)) }
    globalThis.gc?.()
  }
  const { drive, calls } = current
  return time(drive, calls) / calls / operations
}

function callsFor(drive: () => void, ms: number): number {
  const end = performance.now() + ms
  let calls = 0
  while (performance.now() < end) {
    drive()
    calls++
  }
  return calls
}

/** Nanoseconds for `calls` calls. */
function time(drive: () => void, calls: number): number {
  const start = process.hrtime.bigint()
  for (let i = 0; i < calls; i++) drive()
  return Number(process.hrtime.bigint() - start)
}
