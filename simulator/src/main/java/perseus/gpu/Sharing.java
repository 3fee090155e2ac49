package perseus.gpu;

/**
 * How executions in their GPU phase share a device's compute. The stretch of each is
 *
 * <ul>
 *   <li>exclusive, streams: {@code max(1, Σ occupancy)} (processor sharing once the device is
 *       full);
 *   <li>time-sliced: {@code n·(1 + switchOverhead)} for n &gt; 1 executions, 1 for one;
 *   <li>MPS: {@code max(1, Σ min(share, occupancy))}.
 * </ul>
 *
 * A MIG slice is a device of its own and uses one of these inside.
 *
 * @param mode rule
 * @param switchOverhead relative cost of switching between time slices
 */
public record Sharing(Mode mode, double switchOverhead) {
  /** Sharing rules. {@code EXCLUSIVE} additionally admits one model only per device. */
  public enum Mode {
    EXCLUSIVE,
    STREAMS,
    TIME_SLICED,
    MPS
  }

  public static final Sharing EXCLUSIVE = new Sharing(Mode.EXCLUSIVE, 0);
  public static final Sharing STREAMS = new Sharing(Mode.STREAMS, 0);
  public static final Sharing MPS = new Sharing(Mode.MPS, 0);
}
