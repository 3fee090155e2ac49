package perseus.batching;

import java.util.Arrays;

/**
 * Requests in flight, as parallel arrays indexed by request id; ids are reused after {@link
 * #release}.
 */
public final class RequestPool {
  /** No request. */
  public static final int NONE = -1;

  public int[] tenant = new int[256];
  public int[] deployment = new int[256];

  /** Inferences in the request, ≥ 1. */
  public int[] batch = new int[256];

  public int[] priority = new int[256];
  public long[] timeoutUs = new long[256];

  /** Intended send (open loop) or send (closed loop): arrival of the request. */
  public long[] arrivedNs = new long[256];

  /** Instant from which latency counts. */
  public long[] latencyFromNs = new long[256];

  /** When the request was actually sent. */
  public long[] sentNs = new long[256];

  public long[] queuedNs = new long[256];
  public long[] startedNs = new long[256];

  /** When a REJECT or DELAY timeout expires, 0 = never. */
  public long[] expiresNs = new long[256];

  /** Content for the response cache, -1 = unlike any other. */
  public int[] content = new int[256];

  /** Ensemble request that this one is a step of, or {@link #NONE}. */
  public int[] parent = new int[256];

  /** Step index within the parent's ensemble. */
  public int[] step = new int[256];

  /** Ordinal of the outcome, once the server has answered. */
  public int[] outcome = new int[256];

  /** Bit per ensemble step that was started. */
  public long[] stepsStarted = new long[256];

  /** Bit per ensemble step that has ended. */
  public long[] stepsDone = new long[256];

  /** Execution id, -1 = none yet. */
  public long[] execution = new long[256];

  /** Queue, input, infer and output time so far (an ensemble sums over its steps). */
  public double[] queueTimeNs = new double[256];

  public double[] inputTimeNs = new double[256];
  public double[] inferTimeNs = new double[256];
  public double[] outputTimeNs = new double[256];

  /** When the client has the response; set once it is on its way. */
  public long[] responseNs = new long[256];

  /** Link of the list the request is in. */
  public int[] next = new int[256];

  private boolean[] live = new boolean[256];
  private int[] free = new int[256];
  private int freeCount;
  private int used;
  private int liveCount;

  /** A fresh request id with all fields reset. */
  public int acquire() {
    int id;
    if (freeCount > 0) {
      id = free[--freeCount];
    } else {
      if (used == tenant.length) {
        grow(used * 2);
      }
      id = used++;
    }
    live[id] = true;
    liveCount++;
    deployment[id] = -1;
    priority[id] = 0;
    timeoutUs[id] = 0;
    queuedNs[id] = -1;
    startedNs[id] = -1;
    expiresNs[id] = 0;
    content[id] = -1;
    parent[id] = NONE;
    stepsStarted[id] = 0;
    stepsDone[id] = 0;
    execution[id] = -1;
    queueTimeNs[id] = 0;
    inputTimeNs[id] = 0;
    inferTimeNs[id] = 0;
    outputTimeNs[id] = 0;
    responseNs[id] = -1;
    next[id] = NONE;
    return id;
  }

  /** Gives the id back. */
  public void release(int id) {
    live[id] = false;
    liveCount--;
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = id;
  }

  /** Whether {@code id} is in flight. */
  public boolean isLive(int id) {
    return live[id];
  }

  /** Requests in flight. */
  public int liveCount() {
    return liveCount;
  }

  /** Ids are below this. */
  public int bound() {
    return used;
  }

  private void grow(int n) {
    tenant = Arrays.copyOf(tenant, n);
    deployment = Arrays.copyOf(deployment, n);
    batch = Arrays.copyOf(batch, n);
    priority = Arrays.copyOf(priority, n);
    timeoutUs = Arrays.copyOf(timeoutUs, n);
    arrivedNs = Arrays.copyOf(arrivedNs, n);
    latencyFromNs = Arrays.copyOf(latencyFromNs, n);
    sentNs = Arrays.copyOf(sentNs, n);
    queuedNs = Arrays.copyOf(queuedNs, n);
    startedNs = Arrays.copyOf(startedNs, n);
    expiresNs = Arrays.copyOf(expiresNs, n);
    content = Arrays.copyOf(content, n);
    parent = Arrays.copyOf(parent, n);
    step = Arrays.copyOf(step, n);
    outcome = Arrays.copyOf(outcome, n);
    stepsStarted = Arrays.copyOf(stepsStarted, n);
    stepsDone = Arrays.copyOf(stepsDone, n);
    execution = Arrays.copyOf(execution, n);
    queueTimeNs = Arrays.copyOf(queueTimeNs, n);
    inputTimeNs = Arrays.copyOf(inputTimeNs, n);
    inferTimeNs = Arrays.copyOf(inferTimeNs, n);
    outputTimeNs = Arrays.copyOf(outputTimeNs, n);
    responseNs = Arrays.copyOf(responseNs, n);
    next = Arrays.copyOf(next, n);
    live = Arrays.copyOf(live, n);
  }
}
