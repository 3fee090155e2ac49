package perseus.arrival;

import java.util.List;
import umontreal.ssj.rng.RandomStream;

/**
 * Markov-modulated Poisson process: Poisson at the rate of the current state; sojourns are
 * exponential and the states follow each other in a ring. The first state is drawn in proportion to
 * the sojourns, so that the process is stationary from the start. An on-off source is {@code rates
 * = (rate, 0)}.
 *
 * @param rates arrivals per second by state ≥ 0, not all 0
 * @param sojournsNs mean sojourn by state, &gt; 0; as many as rates
 */
public record Mmpp(List<Double> rates, List<Long> sojournsNs) implements Arrivals.Process {
  public Mmpp {
    rates = List.copyOf(rates);
    sojournsNs = List.copyOf(sojournsNs);
    if (rates.isEmpty() || rates.size() != sojournsNs.size()) {
      throw new IllegalArgumentException(
          "The rates (%d) and sojourns (%d) must be equally many, at least one."
              .formatted(rates.size(), sojournsNs.size()));
    }
    double sum = 0;
    for (double rate : rates) {
      if (!(rate >= 0)) {
        throw new IllegalArgumentException("The rate (%s) must not be negative.".formatted(rate));
      }
      sum += rate;
    }
    Rates.requirePositive("sum of rates", sum);
    for (long sojourn : sojournsNs) {
      Rates.requirePositive("sojourn", sojourn);
    }
  }

  @Override
  public Arrivals.Generator generator(RandomStream stream) {
    return new Arrivals.Generator() {
      private int state = firstState(stream);
      private double nowNs;
      private double stateEndNs = sojournsNs.get(state) * Rates.exponential(stream);

      @Override
      public long nextNs() {
        while (true) {
          double rate = rates.get(state);
          // Memoryless: a gap cut by the end of the state is drawn anew in the next one.
          double next =
              rate > 0
                  ? nowNs + Rates.gapNs(rate) * Rates.exponential(stream)
                  : Double.POSITIVE_INFINITY;
          if (next <= stateEndNs) {
            nowNs = next;
            return Math.round(nowNs);
          }
          nowNs = stateEndNs;
          state = (state + 1) % rates.size();
          stateEndNs = nowNs + sojournsNs.get(state) * Rates.exponential(stream);
        }
      }
    };
  }

  @Override
  public double meanRate(long horizonNs) {
    double arrivals = 0;
    double time = 0;
    for (int i = 0; i < rates.size(); i++) {
      arrivals += rates.get(i) * sojournsNs.get(i);
      time += sojournsNs.get(i);
    }
    return arrivals / time;
  }

  private int firstState(RandomStream stream) {
    double total = 0;
    for (long sojourn : sojournsNs) {
      total += sojourn;
    }
    double left = stream.nextDouble() * total;
    int state = 0;
    while (state < sojournsNs.size() - 1 && left >= sojournsNs.get(state)) {
      left -= sojournsNs.get(state);
      state++;
    }
    return state;
  }
}
