package perseus.check;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Stationary results of queueing theory. Rates and times are in any one unit of time; every queue
 * is FIFO and stable unless said. Sources: Kleinrock, Queueing Systems I (1975) and II (1976);
 * Gross et al., Fundamentals of Queueing Theory (4th ed., 2008).
 */
public final class ClosedForms {
  private ClosedForms() {}

  /** Mean sojourn of M/M/1: 1/(μ − λ). */
  public static double mm1Sojourn(double arrivalRate, double serviceRate) {
    return 1 / (serviceRate - arrivalRate);
  }

  /** Mean wait before service of M/M/1: ρ/(μ − λ). */
  public static double mm1Wait(double arrivalRate, double serviceRate) {
    return arrivalRate / serviceRate / (serviceRate - arrivalRate);
  }

  /**
   * Percentile of the sojourn in M/M/1, which is exponential with rate μ − λ.
   *
   * @param percentile in [0, 100)
   */
  public static double mm1SojournPercentile(
      double arrivalRate, double serviceRate, double percentile) {
    return -StrictMath.log1p(-percentile / 100) / (serviceRate - arrivalRate);
  }

  /**
   * Mean wait of M/G/1 (Pollaczek-Khinchine): λE[S²]/(2(1 − ρ)).
   *
   * @param serviceCv coefficient of variation of the service time: 0 = M/D/1, 1 = M/M/1
   */
  public static double mg1Wait(double arrivalRate, double meanService, double serviceCv) {
    double load = arrivalRate * meanService;
    return load * meanService * (1 + serviceCv * serviceCv) / (2 * (1 - load));
  }

  /** Mean sojourn of M/G/1 under processor sharing: E[S]/(1 − ρ), whatever the law of S. */
  public static double processorSharingSojourn(double arrivalRate, double meanService) {
    return meanService / (1 - arrivalRate * meanService);
  }

  /**
   * Root σ in (0, 1) of σ = F*(μ(1 − σ)) for GI/M/1 with Gamma inter-arrival times, F*(s) = (1 +
   * s·cv²/λ)^(−1/cv²); cv = 0 is D/M/1. An arrival finds the server busy with probability σ and its
   * sojourn is exponential with rate μ(1 − σ).
   */
  public static double gammaM1Sigma(double arrivalRate, double serviceRate, double arrivalCv) {
    double square = arrivalCv * arrivalCv;
    return new BrentSolver(1e-15, 1e-15)
        .solve(
            1000,
            sigma -> {
              double s = serviceRate * (1 - sigma);
              double transform =
                  square == 0
                      ? StrictMath.exp(-s / arrivalRate)
                      : StrictMath.pow(1 + s * square / arrivalRate, -1 / square);
              return transform - sigma;
            },
            0,
            1 - 1e-7);
  }

  /**
   * Probability that an Erlang loss system of {@code servers} refuses: B0 = 1, Bk = aB/(k + aB).
   */
  public static double erlangB(int servers, double offeredLoad) {
    double blocking = 1;
    for (int k = 1; k <= servers; k++) {
      blocking = offeredLoad * blocking / (k + offeredLoad * blocking);
    }
    return blocking;
  }

  /** Probability that an arrival to M/M/c waits: B/(1 − ρ(1 − B)), a = λ/μ &lt; c. */
  public static double erlangC(int servers, double offeredLoad) {
    double blocking = erlangB(servers, offeredLoad);
    return blocking / (1 - offeredLoad / servers * (1 - blocking));
  }

  /** Mean wait of M/M/c: C/(cμ − λ). */
  public static double mmcWait(int servers, double arrivalRate, double serviceRate) {
    return erlangC(servers, arrivalRate / serviceRate) / (servers * serviceRate - arrivalRate);
  }

  /**
   * Stationary probabilities of n = 0 … capacity in M/M/c/K, by detailed balance.
   *
   * @param capacity K ≥ c: in service and waiting
   */
  public static double[] mmckDistribution(int servers, int capacity, double offeredLoad) {
    double[] probability = new double[capacity + 1];
    probability[0] = 1;
    double total = 1;
    for (int n = 1; n <= capacity; n++) {
      probability[n] = probability[n - 1] * offeredLoad / Math.min(n, servers);
      total += probability[n];
    }
    for (int n = 0; n <= capacity; n++) {
      probability[n] /= total;
    }
    return probability;
  }

  /**
   * Mean wait of each class in M/G/1 with non-preemptive priorities (Cobham 1954): W0/((1 −
   * σ(k−1))(1 − σ(k))), W0 = Σ λE[S²]/2, σ(k) the load of classes 1 … k. All classes share one law
   * of service.
   *
   * @param arrivalRates per class, highest priority first
   */
  public static double[] cobhamWaits(double[] arrivalRates, double meanService, double serviceCv) {
    double residual = 0;
    for (double rate : arrivalRates) {
      residual += rate * meanService * meanService * (1 + serviceCv * serviceCv) / 2;
    }
    double[] waits = new double[arrivalRates.length];
    double above = 0;
    for (int k = 0; k < waits.length; k++) {
      double upTo = above + arrivalRates[k] * meanService;
      waits[k] = residual / ((1 - above) * (1 - upTo));
      above = upTo;
    }
    return waits;
  }

  /** P(N ≤ k) of a Poisson number with mean {@code mean}: requests present in M/G/∞. */
  public static double poissonAtMost(int k, double mean) {
    double term = StrictMath.exp(-mean);
    double total = term;
    for (int n = 1; n <= k; n++) {
      term *= mean / n;
      total += term;
    }
    return total;
  }
}
