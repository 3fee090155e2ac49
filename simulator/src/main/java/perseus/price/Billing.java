package perseus.price;

/**
 * How time on a server turns into billed time.
 *
 * @param granularityNs billed time is a multiple of this, &gt; 0
 * @param minimumNs least billed time of a server that was used at all, ≥ 0
 */
public record Billing(long granularityNs, long minimumNs) {
  public static final long SECOND_NS = 1_000_000_000L;
  public static final long MINUTE_NS = 60 * SECOND_NS;
  public static final long HOUR_NS = 60 * MINUTE_NS;

  /** By the second without a minimum. */
  public static final Billing PER_SECOND = new Billing(SECOND_NS, 0);

  public Billing {
    if (granularityNs <= 0 || minimumNs < 0) {
      throw new IllegalArgumentException(
          "Billing needs granularity (%d ns) > 0 and minimum (%d ns) >= 0."
              .formatted(granularityNs, minimumNs));
    }
  }

  /** Billed time of a server provisioned for {@code usedNs} ≥ 0, start-up and drain included. */
  public long billedNs(long usedNs) {
    if (usedNs == 0) {
      return 0;
    }
    long started = (usedNs + granularityNs - 1) / granularityNs * granularityNs;
    return Math.max(started, minimumNs);
  }
}
