package perseus.server;

/**
 * Kinds of events. The order of declaration is the order of simultaneous events: what ends comes
 * before what arrives, arrivals before decisions, and the batcher before instances (SEMANTICS.md,
 * rule E1).
 */
final class EventKind {
  /** A device's first completion of GPU work. */
  static final int DEVICE = 0;

  /** A host's first completion of contended host work. */
  static final int HOST_PHASE = 1;

  /** End of an instance's uncontended phase. */
  static final int EXECUTION = 2;

  /** The client receives a response. */
  static final int RESPONSE = 3;

  /** A client's slot or think time ends. */
  static final int AFTER_RESPONSE = 4;

  /** A tenant's next intended send. */
  static final int ARRIVAL = 5;

  /** The network link finished a transfer. */
  static final int LINK = 6;

  /** A front-end handler thread finished a job. */
  static final int HANDLER = 7;

  /** A batcher thread runs. */
  static final int BATCHER = 8;

  /** An instance thread takes a payload. */
  static final int INSTANCE = 9;

  /** A batcher thread that lost the race against an instance thread runs. */
  static final int BATCHER_AFTER_INSTANCE = 10;

  private EventKind() {}
}
