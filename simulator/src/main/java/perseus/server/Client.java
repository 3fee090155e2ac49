package perseus.server;

import perseus.arrival.Arrivals;
import perseus.batching.RequestPool;
import perseus.random.RandomStreams;
import umontreal.ssj.rng.RandomStream;

/** Sends one tenant's requests: open loop with an optional cap in flight, or closed loop. */
final class Client {
  private final int index;
  private final Tenant tenant;
  private final Engine engine;
  private final long horizonNs;
  private final boolean drain;
  private final Arrivals.OpenLoop open;
  private final Arrivals.ClosedLoop closed;
  private final Arrivals.Generator generator;
  private final RandomStream thinkStream;
  private final RandomStream contentStream;
  private long remaining;
  private int clientsStarted;
  private long nextNs;
  private int inFlight;

  /** Intended times of requests that wait for a slot of the cap. */
  private final java.util.ArrayDeque<Long> waiting = new java.util.ArrayDeque<>();

  Client(int index, Tenant tenant, RunOptions options, Engine engine) {
    this.index = index;
    this.tenant = tenant;
    this.engine = engine;
    this.horizonNs = options.horizonNs();
    this.drain = options.drain();
    if (tenant.arrivals() instanceof Arrivals.OpenLoop o) {
      open = o;
      closed = null;
      generator = o.process().generator(stream(options, "arrivals"));
      remaining = o.limit() == 0 ? Long.MAX_VALUE : o.limit();
      thinkStream = null;
    } else if (tenant.arrivals() instanceof Arrivals.ClosedLoop c) {
      open = null;
      closed = c;
      generator = null;
      remaining = Long.MAX_VALUE;
      thinkStream = c.exponentialThink() ? stream(options, "think") : null;
    } else {
      throw new AssertionError(tenant.arrivals());
    }
    contentStream = tenant.distinctInputs() > 0 ? stream(options, "content") : null;
  }

  private RandomStream stream(RunOptions options, String purpose) {
    return RandomStreams.stream(options.seed(), purpose, tenant.name(), options.replication());
  }

  /** Whether the client must see each response as an event. */
  boolean reactsToResponses() {
    return closed != null || open.maxInFlight() > 0;
  }

  /** Schedules the first arrival. */
  void start() {
    nextNs = closed != null ? 0 : generator.nextNs();
    scheduleNext();
  }

  private void scheduleNext() {
    if (remaining > 0 && nextNs < horizonNs) {
      engine.scheduleArrival(index, nextNs);
    }
  }

  /** The next intended send is now. */
  void arrival(long now) {
    if (closed != null) {
      clientsStarted++;
      engine.recorder(index).arrived(now);
      send(now, now, now);
      if (clientsStarted < closed.concurrency()) {
        nextNs = Math.round((double) closed.staggerNs() * clientsStarted / closed.concurrency());
        scheduleNext();
      }
      return;
    }
    remaining--;
    engine.recorder(index).arrived(now);
    if (open.maxInFlight() > 0 && inFlight >= open.maxInFlight()) {
      waiting.add(now);
    } else {
      send(now, now, now);
    }
    nextNs = generator.nextNs();
    scheduleNext();
  }

  private void send(long arrivedNs, long latencyFromNs, long now) {
    inFlight++;
    RequestPool pool = engine.pool();
    int r = pool.acquire();
    pool.tenant[r] = index;
    pool.batch[r] = tenant.requestBatch();
    pool.priority[r] = tenant.priority();
    pool.timeoutUs[r] = tenant.timeoutUs();
    pool.arrivedNs[r] = arrivedNs;
    pool.latencyFromNs[r] = latencyFromNs;
    pool.sentNs[r] = now;
    if (contentStream != null) {
      pool.content[r] =
          (int)
              Math.min(
                  tenant.distinctInputs() - 1,
                  contentStream.nextDouble() * tenant.distinctInputs());
    }
    engine.recorder(index).sent(now);
    engine.send(r, now);
  }

  /**
   * A response was received.
   *
   * @return time until {@link #afterResponse} is due
   */
  long responseReceived() {
    if (closed == null) {
      return open.slotHoldNs();
    }
    if (thinkStream != null) {
      return Math.round(-StrictMath.log1p(-thinkStream.nextDouble()) * closed.thinkTimeNs());
    }
    return closed.thinkTimeNs();
  }

  /** The slot is free again, or the think time is over. */
  void afterResponse(long now) {
    inFlight--;
    // Requests that were due before the horizon are still sent where a run is drained.
    if (now >= horizonNs && (closed != null || !drain)) {
      return;
    }
    if (closed != null) {
      engine.recorder(index).arrived(now);
      send(now, now, now);
    } else if (!waiting.isEmpty()) {
      long intended = waiting.remove();
      send(intended, open.latencyFromSend() ? now : intended, now);
    }
  }

  /** The run ended: requests that never left the client are unfinished. */
  void finish() {
    for (long arrivedNs : waiting) {
      engine.recorder(index).neverSent(arrivedNs);
    }
    waiting.clear();
  }
}
