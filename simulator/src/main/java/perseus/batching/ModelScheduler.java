package perseus.batching;

import perseus.batching.BatchingPolicy.BatchDecision;
import perseus.batching.ModelConfig.DynamicBatching;
import perseus.batching.ModelConfig.QueuePolicy;
import perseus.kernel.InvariantViolation;
import perseus.server.Host.Payloads;

/**
 * Triton's scheduler of one model: queue, batcher thread and payload FIFO (SEMANTICS.md, rules Q,
 * B, S and G). It decides; the engine owns time, instances and execution and calls back in.
 *
 * <p>Without dynamic batching every request is a payload of its own.
 */
public final class ModelScheduler {
  /** Deadline of the batcher's wait for a payload slot (dynamic_batch_scheduler.cc:449-485). */
  private static final long SLOT_WAIT_TICK_NS = 500_000_000L;

  /** What the scheduler needs from the engine. */
  public interface Engine {
    /** A payload was pushed; an idle instance may have to be woken. */
    void payloadReady(int deployment, long now);

    /** A queued request's timeout rejected it. */
    void timedOut(int request, long now);

    /** Run the batcher thread at {@code timeNs}, unless it runs earlier anyway. */
    void runBatcherAt(int deployment, long timeNs);

    /** Instances of the model that wait for a payload. */
    int idleInstances(int deployment);
  }

  private enum Waiting {
    FOR_REQUESTS,
    FOR_SLOT,
    FOR_DELAY
  }

  private final int deployment;
  private final Engine engine;
  private final RequestPool pool;
  private final boolean batching;
  private final int maxBatchSize;
  private final int maxPayloads;
  private final long delayNs;
  private final long batcherWakeNs;
  private final long timerSlackNs;
  private final boolean prefetching;
  private final boolean growing;
  private final boolean losesWakeUps;
  private final boolean unlimitedSlots;
  private final boolean anyEnqueueWakes;
  private final boolean hasTimeouts;
  private final RequestQueue queue;
  private final BatchingPolicy policy;
  private final View view = new View();
  private final BatchDecision decision = new BatchDecision();

  private Payload current;
  private boolean saturated;
  private int wakeAtInferences;
  private Waiting waiting = Waiting.FOR_REQUESTS;
  private long slotWaitStartNs = -1;

  private Payload fifoHead;
  private Payload fifoTail;
  private int fifoSize;
  private Payload spare;

  /**
   * @param instances number of instances, all GPUs together
   * @param payloads whether waiting payloads exist and grow
   * @param rateLimited payloads go through the rate limiter, whose queues are unbounded
   */
  public ModelScheduler(
      int deployment,
      ModelConfig config,
      int instances,
      Payloads payloads,
      boolean rateLimited,
      long batcherWakeNs,
      long timerSlackNs,
      RequestPool pool,
      Engine engine) {
    this.deployment = deployment;
    this.engine = engine;
    this.pool = pool;
    this.batching = config.dynamicBatching() != null;
    this.maxBatchSize = Math.max(1, config.maxBatchSize());
    this.maxPayloads = 2 * instances;
    this.batcherWakeNs = batcherWakeNs;
    this.timerSlackNs = timerSlackNs;
    if (batching) {
      DynamicBatching b = config.dynamicBatching();
      boolean anyPolicy = b.priorityLevels() > 0;
      boolean timeouts = false;
      for (int level = 0; level <= Math.max(1, b.priorityLevels()); level++) {
        QueuePolicy p = b.priorityQueuePolicy().getOrDefault(level, b.defaultQueuePolicy());
        anyPolicy |= p.defaultTimeoutUs() > 0 || p.allowTimeoutOverride() || p.maxQueueSize() > 0;
        timeouts |= p.defaultTimeoutUs() > 0;
      }
      this.prefetching = !anyPolicy && payloads != Payloads.ON_IDLE;
      this.losesWakeUps = anyPolicy && payloads != Payloads.ON_IDLE;
      this.hasTimeouts = timeouts;
      this.delayNs = b.maxQueueDelayUs() * 1000;
      this.queue = new RequestQueue(pool, b);
      this.policy = new TritonDynamicBatching(config.maxBatchSize(), b);
    } else {
      this.prefetching = true;
      this.losesWakeUps = false;
      this.hasTimeouts = false;
      this.delayNs = 0;
      this.queue = null;
      this.policy = null;
    }
    this.growing = payloads == Payloads.GROWING;
    this.unlimitedSlots = rateLimited && prefetching;
    this.anyEnqueueWakes = config.variableShape();
    this.current = newPayload();
  }

  /** Requests queued and not yet in a payload. */
  public int queued() {
    return batching ? queue.size() : 0;
  }

  /** Payloads formed and waiting for an instance. */
  public int readyPayloads() {
    return fifoSize;
  }

  /** Whether a batch is formed only when an instance is idle. */
  public boolean formsOnlyForIdleInstances() {
    return batching && !prefetching;
  }

  /** Whether an execution's end can come too early for the batcher's test for an idle instance. */
  public boolean losesWakeUps() {
    return losesWakeUps;
  }

  /** Whether the batcher sleeps while requests are queued. */
  public boolean batcherSleepsOnWork() {
    return batching && queue.size() > 0 && waiting != Waiting.FOR_DELAY;
  }

  /**
   * A request reaches the model (rules Q1-Q4).
   *
   * @return false if it was refused because its queue is full
   */
  public boolean enqueue(int request, long now) {
    pool.queuedNs[request] = now;
    if (!batching) {
      Payload payload = newPayload();
      payload.append(pool, request);
      push(payload, now);
      return true;
    }
    if (!queue.offer(request, now)) {
      return false;
    }
    boolean wake = slotAvailable();
    if (wake && !anyEnqueueWakes) {
      wake = saturated || !current.canGrow(growing) || queue.inferences() >= wakeAtInferences;
    }
    if (wake) {
      engine.runBatcherAt(deployment, now + batcherWakeNs);
    } else if (waiting == Waiting.FOR_REQUESTS) {
      // The batcher's wait for requests ends after at most 500 ms, whatever the test said.
      engine.runBatcherAt(deployment, now + SLOT_WAIT_TICK_NS);
    }
    return true;
  }

  /** A payload callback (dequeue or end of execution) reaches the batcher thread at {@code now}. */
  public void notifyBatcher(long timeNs) {
    if (batching && queue.size() > 0) {
      engine.runBatcherAt(deployment, timeNs);
    }
  }

  /** Wake-up latency of the batcher thread, ns. */
  public long batcherWakeNs() {
    return batcherWakeNs;
  }

  /** The batcher thread runs until it has to wait (dynamic_batch_scheduler.cc:301-447). */
  public void runBatcher(long now) {
    while (true) {
      if (saturated || !current.canGrow(growing)) {
        if (current.state == Payload.State.RELEASED) {
          recycle(current);
        }
        current = newPayload();
        saturated = false;
        wakeAtInferences = 0;
      }
      if (queue.size() == 0) {
        waiting = Waiting.FOR_REQUESTS;
        slotWaitStartNs = -1;
        return;
      }
      if (!slotAvailable()) {
        waitForSlot(now);
        return;
      }
      slotWaitStartNs = -1;
      decision.clear();
      view.begin(now);
      policy.decide(view, decision);
      reportExpired(now);
      if (decision.saturated) {
        saturated = true;
      }
      if (decision.wakeAtInferences >= 0) {
        wakeAtInferences = decision.wakeAtInferences;
      }
      if (decision.waitNs > 0) {
        waiting = Waiting.FOR_DELAY;
        engine.runBatcherAt(deployment, now + decision.waitNs + timerSlackNs);
        return;
      }
      boolean fresh = current.state == Payload.State.UNINITIALIZED;
      if (decision.take == 0 && queue.size() > 0 && (fresh || !saturated)) {
        throw new InvariantViolation(
            "B0", "model " + deployment, now, "the batching policy neither dispatches nor waits");
      }
      for (int i = 0; i < decision.take; i++) {
        current.append(pool, queue.take());
      }
      if (fresh && decision.take > 0) {
        push(current, now);
      }
    }
  }

  private void waitForSlot(long now) {
    if (slotWaitStartNs < 0) {
      slotWaitStartNs = now;
    } else if (now - slotWaitStartNs >= SLOT_WAIT_TICK_NS) {
      queue.rejectExpired(now);
      reportExpired(now);
      slotWaitStartNs = now;
    }
    waiting = Waiting.FOR_SLOT;
    // With prefetching and no timeouts a dequeue always ends this wait; the tick would do nothing.
    if (!prefetching || hasTimeouts) {
      engine.runBatcherAt(deployment, slotWaitStartNs + SLOT_WAIT_TICK_NS);
    }
  }

  /**
   * An instance takes the oldest payload, merged with followers that waited longer than the queue
   * delay (instance_queue.cc:57-104).
   *
   * @return null if there is none
   */
  public Payload dequeue(long now) {
    Payload head = popFifo();
    if (head == null) {
      return null;
    }
    head.state = Payload.State.EXECUTING;
    if (delayNs > 0 && maxBatchSize > 1) {
      while (fifoHead != null && now - fifoHead.oldestQueuedNs > delayNs) {
        Payload candidate = fifoHead;
        // Set before the size test: one that does not fit stays queued and no longer grows.
        candidate.state = Payload.State.EXECUTING;
        if (head.size + candidate.size > maxBatchSize) {
          break;
        }
        popFifo();
        head.merge(pool, candidate);
        retire(candidate);
      }
    }
    return head;
  }

  /** Takes the oldest payload without merging: the rate limiter's path. */
  public Payload dequeueForRateLimiter() {
    Payload head = popFifo();
    if (head != null) {
      head.state = Payload.State.EXECUTING;
    }
    return head;
  }

  /** The payload's execution ended and its requests were taken care of. */
  public void release(Payload payload) {
    retire(payload);
  }

  private void retire(Payload payload) {
    if (payload == current) {
      // The batcher still refers to it; it finds it stale, replaces and recycles it.
      payload.state = Payload.State.RELEASED;
    } else {
      recycle(payload);
    }
  }

  private void recycle(Payload payload) {
    payload.next = spare;
    spare = payload;
  }

  private Payload newPayload() {
    if (spare == null) {
      return new Payload();
    }
    Payload payload = spare;
    spare = payload.next;
    payload.reset();
    return payload;
  }

  private void push(Payload payload, long now) {
    payload.state = Payload.State.SCHEDULED;
    payload.next = null;
    if (fifoHead == null) {
      fifoHead = payload;
    } else {
      fifoTail.next = payload;
    }
    fifoTail = payload;
    fifoSize++;
    engine.payloadReady(deployment, now);
  }

  private Payload popFifo() {
    Payload head = fifoHead;
    if (head != null) {
      fifoHead = head.next;
      head.next = null;
      fifoSize--;
    }
    return head;
  }

  private boolean slotAvailable() {
    if (unlimitedSlots) {
      return true;
    }
    return prefetching ? fifoSize < maxPayloads : engine.idleInstances(deployment) - fifoSize > 0;
  }

  private void reportExpired(long now) {
    for (int i = 0; i < queue.expiredCount(); i++) {
      engine.timedOut(queue.expired(i), now);
    }
    queue.clearExpired();
  }

  private final class View implements BatchingPolicy.BatchView {
    private long now;
    private int request;

    void begin(long now) {
      this.now = now;
      queue.rewind();
    }

    @Override
    public long nowNs() {
      return now;
    }

    @Override
    public int payloadSize() {
      return current.size;
    }

    @Override
    public int payloadRequests() {
      return current.requests;
    }

    @Override
    public boolean next() {
      request = queue.advance(now);
      return request != RequestPool.NONE;
    }

    @Override
    public int inferences() {
      return pool.batch[request];
    }

    @Override
    public long queuedNs() {
      return pool.queuedNs[request];
    }

    @Override
    public long expiresNs() {
      return queue.cursorCanExpire() ? pool.expiresNs[request] : 0;
    }
  }
}
