export { type Database, type PostgresOptions, postgres } from './store/postgres/postgres.js'
