/** The door of the browser: the script that a live page loads. It starts by being imported. */
import { start } from './client/main.ts'

start()
