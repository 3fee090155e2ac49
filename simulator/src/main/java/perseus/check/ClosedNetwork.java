package perseus.check;

/**
 * Closed network of one exponential FIFO server and a think station, by exact mean value analysis
 * (Reiser and Lavenberg, JACM 27(2), 1980). The law of the think time does not matter.
 *
 * @param throughput completions per unit of time
 * @param response mean time at the server, waiting included
 * @param utilisation fraction of time the server is busy
 */
public record ClosedNetwork(double throughput, double response, double utilisation) {

  /**
   * @param population customers N ≥ 1
   * @param meanService mean time of one service
   * @param meanThink mean think time ≥ 0
   */
  public static ClosedNetwork solve(int population, double meanService, double meanThink) {
    double queue = 0;
    double response = 0;
    double throughput = 0;
    for (int n = 1; n <= population; n++) {
      response = meanService * (1 + queue);
      throughput = n / (meanThink + response);
      queue = throughput * response;
    }
    return new ClosedNetwork(throughput, response, throughput * meanService);
  }
}
