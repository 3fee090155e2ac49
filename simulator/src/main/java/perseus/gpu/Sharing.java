package perseus.gpu;

/**
 * How executions in their GPU phase share a device's compute. The stretch of an execution is
 *
 * <ul>
 *   <li>exclusive, streams: {@code max(1, λ + Σ occupancy)}: processor sharing once the device is
 *       full. λ is the execution's own latency fraction; with λ = 0 neighbours cost nothing until
 *       then (asynchronous launches hide the waiting), with λ = 1 − occupancy each costs its
 *       occupancy from the first on (every kernel waits in line);
 *   <li>time-sliced: {@code n·(1 + switchOverhead)} for n &gt; 1 executions, 1 for one;
 *   <li>MPS: {@code max(1, λ + Σ min(share, occupancy))}.
 * </ul>
 *
 * The sums run over all executions on the device, itself included. A MIG slice is a device of its
 * own and uses one of these inside.
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
