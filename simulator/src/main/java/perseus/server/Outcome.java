package perseus.server;

/** How a request ended; every request has exactly one. */
public enum Outcome {
  COMPLETED,
  REJECTED,
  TIMED_OUT,
  CANCELLED,
  FAILED,
  UNFINISHED
}
