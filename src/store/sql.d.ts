/** A file of SQL is imported as its text: the build inlines it. */
declare module '*.sql' {
  const text: string
  export default text
}
