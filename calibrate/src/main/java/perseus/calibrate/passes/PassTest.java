package perseus.calibrate.passes;

import perseus.batching.ModelConfig;

/**
 * Server configuration of one numbered test of the PERSEUS artifact (its notebooks and model
 * repository).
 *
 * @param number test number
 * @param model model under test; a table row's own model column wins where it is filled
 * @param instances instances of the model
 * @param preferred preferred batch sizes
 * @param maxQueueDelayUs queue delay
 * @param publicNetwork whether client and server spoke over a public address, whose link carried
 *     about {@value #PUBLIC_LINK_BYTES_PER_SECOND} bytes per second
 * @param coTenantRate rate at which the other model was offered on the other GPU of the same host,
 *     0 = none
 */
record PassTest(
    int number,
    String model,
    int instances,
    Integer[] preferred,
    long maxQueueDelayUs,
    boolean publicNetwork,
    double coTenantRate) {
  /** Test 3: "bottleneck was the network connection", seen on the artifact's dashboards. */
  static final double PUBLIC_LINK_BYTES_PER_SECOND = 156e6;

  /** Requests in flight at most: 24 client processes for each of 4 vCPUs. */
  static final int MAX_IN_FLIGHT = 96;

  private static final int MAX_BATCH_SIZE = 128;
  private static final Integer[] FOUR_OR_EIGHT = {4, 8};
  private static final Integer[] EIGHT = {8};

  /** The test's configuration, or null for one that is not described in public. */
  static PassTest of(int number, String rowModel) {
    switch (number) {
      case 1:
        return new PassTest(1, "resnet50", 1, FOUR_OR_EIGHT, 10_000, false, 0);
      case 2:
        return new PassTest(2, "resnet50", 4, FOUR_OR_EIGHT, 10_000, false, 0);
      case 3:
        return new PassTest(3, "inceptionv3", 1, FOUR_OR_EIGHT, 10_000, true, 0);
      case 4:
      case 7:
        return new PassTest(number, "resnet50", 1, EIGHT, 20_000_000, false, 0);
      case 5:
      case 6:
        return new PassTest(number, "inceptionv3", 1, EIGHT, 20_000_000, false, 0);
      case 8:
        // Pinned, one model per GPU: ResNet50 was offered 200/s throughout.
        return rowModel.startsWith("inception")
            ? new PassTest(8, "inceptionv3", 1, EIGHT, 20_000_000, false, 200)
            : new PassTest(8, "resnet50", 1, EIGHT, 20_000_000, false, Double.NaN);
      default:
        return null;
    }
  }

  ModelConfig config() {
    return ModelConfig.dynamic(MAX_BATCH_SIZE, maxQueueDelayUs, preferred);
  }
}
