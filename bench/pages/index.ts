/** Everything that is compiled together for the benchmarks. */
export { Counter, createBenchApp, tick } from './counter.tsx'
export { Nested, SmallPage, Table } from './ssr.tsx'
