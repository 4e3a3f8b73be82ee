/** The script that a live page loads: it starts by being imported. */
import { start } from './main.ts'

start()
