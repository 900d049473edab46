/** How give and take are weighed against each other. Published: a privacy officer checks with it. */
export interface Fairness {
  /**
   * Money per unit of sensitivity, in the program's money: what a field that hardly anyone tells, used for one purpose of
   * the site's own and kept for a year, has to be worth to whoever tells it. 1 unless said.
   */
  readonly rate: number
}
