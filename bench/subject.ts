/** The child process of `main.ts`: runs the subject that its argument names, sends its result. */
import type { Result, Subject } from './report.ts'

const { title, run } = (await import(`./${process.argv[2]}/main.ts`)) as Subject
const result: Result = { title, rows: await run() }
process.send?.(result, () => process.disconnect())
