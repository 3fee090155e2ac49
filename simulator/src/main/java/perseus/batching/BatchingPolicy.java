package perseus.batching;

/**
 * Decides which queued requests join the payload under construction, and when. A policy is one file
 * that implements this; it sees the queue in policy order and cannot see service times.
 */
public interface BatchingPolicy {
  /**
   * Looks at the queue and the payload and writes a decision.
   *
   * @param view the queue from its head, and the current payload
   * @param decision overwritten
   */
  void decide(BatchView view, BatchDecision decision);

  /** What a policy may see. */
  interface BatchView {
    long nowNs();

    /** Inferences already in the payload; 0 for a fresh one. */
    int payloadSize();

    /** Requests already in the payload. */
    int payloadRequests();

    /**
     * Moves to the next queued request (the first call: to the head).
     *
     * @return whether there is one
     */
    boolean next();

    /** Inferences of the current request. */
    int inferences();

    /** When the current request was queued. */
    long queuedNs();

    /** When the current request expires, 0 = never. */
    long expiresNs();
  }

  /** What a policy decided. */
  final class BatchDecision {
    /** Requests to move from the head of the queue into the payload now. */
    public int take;

    /** If positive, wait this long (or for a wake-up) and decide again; nothing is moved. */
    public long waitNs;

    /** The payload takes no more requests after this. */
    public boolean saturated;

    /**
     * While waiting: inferences that must be queued before an arrival wakes the batcher; -1 leaves
     * the former value.
     */
    public int wakeAtInferences;

    void clear() {
      take = 0;
      waitNs = 0;
      saturated = false;
      wakeAtInferences = -1;
    }
  }
}
