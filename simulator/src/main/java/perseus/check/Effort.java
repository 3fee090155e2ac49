package perseus.check;

/**
 * How variable the means of a queue are: asymptotic variance per request, relative to the squared
 * mean. Used to size runs; an approximation is good enough, since the interval that decides is
 * estimated from the run itself.
 */
final class Effort {
  private Effort() {}

  /**
   * Mean wait in M/M/1: (2 + 5ρ − 4ρ² + ρ³)/(ρ(1 − ρ)²) (Daley 1968, in Whitt 1989). Other service
   * laws scale with the sum of the squared coefficients of variation, as in heavy traffic.
   *
   * @param variability (ca² + cs²)/2
   */
  static double wait(double load, double variability) {
    double exact = (2 + load * (5 + load * (-4 + load))) / (load * (1 - load) * (1 - load));
    return exact * variability;
  }

  /** Time after which the start is forgotten: many relaxation times (1 − √ρ)⁻² of M/M/1. */
  static double warmUp(double load, double variability) {
    double root = 1 - Math.sqrt(load);
    return 20 * Math.max(1, variability) / (root * root);
  }
}
