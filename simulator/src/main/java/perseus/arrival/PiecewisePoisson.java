package perseus.arrival;

import java.util.List;
import umontreal.ssj.rng.RandomStream;

/**
 * Poisson with a rate that is constant piece by piece, exact: unit-rate arrivals are mapped through
 * the inverse of the cumulated rate.
 *
 * @param segments in order, at least one
 * @param repeat whether the segments start over after the last; else no more arrivals then
 */
public record PiecewisePoisson(List<Segment> segments, boolean repeat) implements Arrivals.Process {
  /**
   * @param durationNs &gt; 0
   * @param rate arrivals per second ≥ 0
   */
  public record Segment(long durationNs, double rate) {
    public Segment {
      Rates.requirePositive("duration", durationNs);
      if (!(rate >= 0) || Double.isInfinite(rate)) {
        throw new IllegalArgumentException(
            "The rate (%s) must be finite and not negative.".formatted(rate));
      }
    }
  }

  public PiecewisePoisson {
    segments = List.copyOf(segments);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("At least one segment is needed.");
    }
  }

  @Override
  public Arrivals.Generator generator(RandomStream stream) {
    boolean silent = segments.stream().allMatch(s -> s.rate() == 0);
    if (silent) {
      return () -> Long.MAX_VALUE;
    }
    return new Arrivals.Generator() {
      private int index;
      private long segmentStartNs;
      private double inSegmentNs;

      @Override
      public long nextNs() {
        double work = Rates.exponential(stream);
        while (index < segments.size()) {
          Segment segment = segments.get(index);
          double leftNs = segment.durationNs() - inSegmentNs;
          double available = leftNs * segment.rate() / Rates.NS_PER_SECOND;
          if (work < available) {
            inSegmentNs += work / segment.rate() * Rates.NS_PER_SECOND;
            return segmentStartNs + Math.round(inSegmentNs);
          }
          work -= available;
          segmentStartNs += segment.durationNs();
          inSegmentNs = 0;
          index++;
          if (repeat && index == segments.size()) {
            index = 0;
          }
        }
        return Long.MAX_VALUE;
      }
    };
  }

  @Override
  public double meanRate(long horizonNs) {
    double cycleNs = 0;
    double cycleArrivals = 0;
    for (Segment s : segments) {
      cycleNs += s.durationNs();
      cycleArrivals += s.rate() * (s.durationNs() / Rates.NS_PER_SECOND);
    }
    double cycles = repeat ? Math.floor(horizonNs / cycleNs) : 0;
    double arrivals = cycles * cycleArrivals;
    double leftNs = horizonNs - cycles * cycleNs;
    for (Segment s : segments) {
      double partNs = Math.min(leftNs, s.durationNs());
      arrivals += s.rate() * (partNs / Rates.NS_PER_SECOND);
      leftNs -= partNs;
    }
    return arrivals / (horizonNs / Rates.NS_PER_SECOND);
  }
}
