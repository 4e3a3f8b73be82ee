/** What the checks have in common: how they are started, and how they say what is wrong. */
import { fileURLToPath } from 'node:url'

/** Is this module the one that `run.mjs` was asked to run, and not one imported by it or a test? */
export function isMain(moduleUrl: string): boolean {
  return process.argv[1] === fileURLToPath(moduleUrl)
}

/** Prints the problems, if any, and sets the exit code. */
export function exitWith(check: string, problems: readonly string[]): void {
  for (const problem of problems) console.error(problem)
  console.log(problems.length === 0 ? `${check}: fine` : `${check}: ${problems.length} wrong`)
  if (problems.length > 0) process.exitCode = 1
}
