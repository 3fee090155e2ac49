package perseus.arrival;

import umontreal.ssj.rng.RandomStream;

/**
 * Independent users: exponential gaps, CV 1.
 *
 * @param rate mean arrivals per second, &gt; 0
 */
public record Poisson(double rate) implements Arrivals.Process {
  public Poisson {
    Rates.requirePositive("rate", rate);
  }

  @Override
  public Arrivals.Generator generator(RandomStream stream) {
    double meanNs = Rates.gapNs(rate);
    return new RenewalGenerator(() -> meanNs * Rates.exponential(stream));
  }

  @Override
  public double meanRate(long horizonNs) {
    return rate;
  }
}
