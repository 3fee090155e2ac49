package perseus.arrival;

import umontreal.ssj.rng.RandomStream;

/** What the processes share: gaps, checks and the exponential variate. */
final class Rates {
  static final double NS_PER_SECOND = 1e9;

  private Rates() {}

  /** Mean gap in ns of a rate per second. */
  static double gapNs(double rate) {
    return NS_PER_SECOND / rate;
  }

  /** Exponential variate with mean 1, by inversion. */
  static double exponential(RandomStream stream) {
    return -StrictMath.log(1 - stream.nextDouble());
  }

  static void requirePositive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "The %s (%s) must be positive and finite.".formatted(what, value));
    }
  }
}
