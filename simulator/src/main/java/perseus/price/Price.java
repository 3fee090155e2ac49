package perseus.price;

import perseus.profile.Basis;

/**
 * What one server costs.
 *
 * @param name e.g. {@code n1-custom-6-12288+2xp4} or {@code g4dn.xlarge}
 * @param usdPerHour &gt; 0
 * @param billing granularity and minimum
 * @param gpuType catalogue name of its GPUs, empty if it has none
 * @param gpus number of GPUs, ≥ 0
 * @param vcpus 0 = not stated
 * @param memoryGb host memory, 0 = not stated
 * @param source where the price was published
 * @param basis {@code MEASURED} for a published price, {@code ASSUMED} for one that could not be
 *     checked
 */
public record Price(
    String name,
    double usdPerHour,
    Billing billing,
    String gpuType,
    int gpus,
    double vcpus,
    double memoryGb,
    String source,
    Basis basis) {

  /** Bill in USD of one server provisioned for {@code usedNs}. */
  public double cost(long usedNs) {
    return usdPerHour * billing.billedNs(usedNs) / Billing.HOUR_NS;
  }
}
