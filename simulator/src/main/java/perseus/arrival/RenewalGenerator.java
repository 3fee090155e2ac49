package perseus.arrival;

import java.util.function.DoubleSupplier;

/**
 * Arrivals whose gaps are independent and alike. Instants are summed in double ns and rounded one
 * by one, so that rounding never accumulates.
 */
final class RenewalGenerator implements Arrivals.Generator {
  private final DoubleSupplier gapNs;
  private double nowNs;

  RenewalGenerator(DoubleSupplier gapNs) {
    this.gapNs = gapNs;
  }

  @Override
  public long nextNs() {
    nowNs += gapNs.getAsDouble();
    return Math.round(nowNs);
  }
}
