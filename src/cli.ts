#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { run } from './cli/command-line.js'
import { processTerminal } from './cli/terminal.js'

// V8 would compile PGlite a second time, optimised, while it runs: memory that a run of seconds never earns back.
setFlagsFromString('--liftoff-only')
// V8 lets the heap grow to several times what is in use before it clears up: more, the busier the machine is.
setFlagsFromString('--heap-growing-percent=50')

process.exitCode = await run(process.argv.slice(2), processTerminal())
