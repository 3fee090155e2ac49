package perseus.batching;

/** A batch under construction or execution; reused by its scheduler after release. */
public final class Payload {
  /** Life of a payload; from {@code EXECUTING} on it is stale and no longer grows. */
  public enum State {
    UNINITIALIZED,
    SCHEDULED,
    EXECUTING,
    RELEASED
  }

  State state = State.UNINITIALIZED;
  int head = RequestPool.NONE;
  int tail = RequestPool.NONE;
  int requests;
  int size;
  long oldestQueuedNs = Long.MAX_VALUE;
  Payload next;

  /** First request; the rest follow by {@link RequestPool#next}. */
  public int first() {
    return head;
  }

  /** Number of requests. */
  public int requests() {
    return requests;
  }

  /** Sum of their inferences. */
  public int size() {
    return size;
  }

  /** Whether requests may still join, given whether payloads grow while they wait. */
  boolean canGrow(boolean whileWaiting) {
    return state == State.UNINITIALIZED || (whileWaiting && state == State.SCHEDULED);
  }

  void append(RequestPool pool, int request) {
    pool.next[request] = RequestPool.NONE;
    if (head == RequestPool.NONE) {
      head = request;
    } else {
      pool.next[tail] = request;
    }
    tail = request;
    requests++;
    size += pool.batch[request];
    oldestQueuedNs = Math.min(oldestQueuedNs, pool.queuedNs[request]);
  }

  /** Moves all requests of {@code other} to the end of this payload. */
  void merge(RequestPool pool, Payload other) {
    pool.next[tail] = other.head;
    tail = other.tail;
    requests += other.requests;
    size += other.size;
    oldestQueuedNs = Math.min(oldestQueuedNs, other.oldestQueuedNs);
  }

  void reset() {
    state = State.UNINITIALIZED;
    head = RequestPool.NONE;
    tail = RequestPool.NONE;
    requests = 0;
    size = 0;
    oldestQueuedNs = Long.MAX_VALUE;
    next = null;
  }
}
