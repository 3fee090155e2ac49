package perseus.check;

/**
 * Single server that takes up to b waiting customers at once and starts only when at least a wait:
 * M/D[a,b]/1, service time a given constant per batch size. Neuts, "A general class of bulk queues
 * with Poisson input" (1967).
 *
 * <p>The number X left behind by a departing batch is a Markov chain, X' = (X − b)⁺ + A, where A is
 * Poisson with mean λ·S(n) and n = min(max(X, a), b). It is solved by Grassmann-Taksar-Heyman
 * elimination, which subtracts nothing. Between two departures the path is known, which gives the
 * time-average queue (semi-regenerative process); Little's law gives the mean wait.
 *
 * @param meanQueue time-average number waiting, not counting those in service
 * @param meanWait mean time from arrival to start of service
 * @param meanSojourn mean time from arrival to end of service
 * @param meanBatch mean batch size
 * @param utilisation fraction of time the server is busy
 */
public record BulkServiceQueue(
    double meanQueue, double meanWait, double meanSojourn, double meanBatch, double utilisation) {

  /**
   * @param arrivalRate λ
   * @param smallest a ≥ 1, ≤ b
   * @param serviceTimes index n − 1 = time of a batch of n; its length is b
   * @throws IllegalArgumentException if a is out of range or λ·S(b) ≥ b (unstable)
   */
  public static BulkServiceQueue solve(double arrivalRate, int smallest, double... serviceTimes) {
    int largest = serviceTimes.length;
    if (smallest < 1 || smallest > largest) {
      throw new IllegalArgumentException(
          "smallest must be between 1 and %d, was %d".formatted(largest, smallest));
    }
    double load = arrivalRate * serviceTimes[largest - 1] / largest;
    if (load >= 1) {
      throw new IllegalArgumentException("The queue is unstable: load " + load);
    }
    double[] left = departureDistribution(arrivalRate, smallest, serviceTimes, load);

    double cycle = 0;
    double busy = 0;
    double queueIntegral = 0;
    double served = 0;
    double serviceSeen = 0;
    for (int x = 0; x < left.length; x++) {
      int n = Math.min(Math.max(x, smallest), largest);
      double service = serviceTimes[n - 1];
      double idle = Math.max(0, smallest - x) / arrivalRate;
      double integral = Math.max(0, x - n) * service + arrivalRate * service * service / 2;
      for (int j = x; j < smallest; j++) {
        integral += j / arrivalRate;
      }
      cycle += left[x] * (idle + service);
      busy += left[x] * service;
      queueIntegral += left[x] * integral;
      served += left[x] * n;
      serviceSeen += left[x] * n * service;
    }
    double meanQueue = queueIntegral / cycle;
    double meanWait = meanQueue / arrivalRate;
    return new BulkServiceQueue(
        meanQueue, meanWait, meanWait + serviceSeen / served, served, busy / cycle);
  }

  /** Stationary distribution of the number left behind, cut where the tail is below 1e-16. */
  private static double[] departureDistribution(
      double arrivalRate, int smallest, double[] serviceTimes, double load) {
    int b = serviceTimes.length;
    int states = 4 * b + 64 + (int) Math.ceil(45 / (1 - load));
    double[][] p = new double[states][states];
    for (int x = 0; x < states; x++) {
      int n = Math.min(Math.max(x, smallest), b);
      int rest = Math.max(0, x - b);
      double mean = arrivalRate * serviceTimes[n - 1];
      double term = StrictMath.exp(-mean);
      for (int y = rest; y < states; y++) {
        p[x][y] = term;
        term *= mean / (y - rest + 1);
      }
    }
    for (int last = states - 1; last > 0; last--) {
      double leaving = 0;
      for (int j = 0; j < last; j++) {
        leaving += p[last][j];
      }
      for (int i = 0; i < last; i++) {
        double into = p[i][last] / leaving;
        p[i][last] = into;
        if (into != 0) {
          for (int j = Math.max(0, last - b); j < last; j++) {
            p[i][j] += into * p[last][j];
          }
        }
      }
    }
    double[] distribution = new double[states];
    distribution[0] = 1;
    double total = 1;
    for (int y = 1; y < states; y++) {
      for (int i = 0; i < y; i++) {
        distribution[y] += distribution[i] * p[i][y];
      }
      total += distribution[y];
    }
    for (int y = 0; y < states; y++) {
      distribution[y] /= total;
    }
    return distribution;
  }
}
