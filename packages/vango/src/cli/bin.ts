#!/usr/bin/env node
/** The `vango` command. */
import { run } from './run.ts'

// Not left to the event loop: an app may have timers of its own that would hold the process.
process.exit(await run(process.argv.slice(2)))
