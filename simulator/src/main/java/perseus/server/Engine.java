package perseus.server;

import java.util.List;
import perseus.batching.ModelScheduler;
import perseus.batching.Payload;
import perseus.batching.RequestPool;
import perseus.gpu.Sharing;
import perseus.kernel.EventQueue;
import perseus.kernel.InvariantViolation;
import perseus.profile.ServiceCurve;

/**
 * The event loop and the way of a request: client → front end → model queue → execution → response.
 * One instance is one run.
 */
final class Engine implements ModelScheduler.Engine, FrontEndQueue.Jobs {
  /**
   * Least time after which a closed-loop client hears of a refusal, and time that a response takes
   * which would be there at once (a cache hit); without it a server of no latency and a client
   * without think time would go on for ever at one instant.
   */
  private static final long REFUSAL_NS = 100_000;

  private static final Outcome[] OUTCOMES = Outcome.values();

  /** Deliberate bugs, for the test that the invariants catch them. */
  enum Fault {
    NONE,
    LOSE_A_REQUEST,
    OVERFILL_A_BATCH
  }

  private final ServingSystem system;
  private final RunOptions options;
  private final RequestObserver observer;
  private final Fault fault;
  private final Window window;
  private final EventQueue events = new EventQueue();
  private final RequestPool pool = new RequestPool();

  /** Entity of each event slot: what it is follows from the event's kind. */
  private int[] entity = new int[64];

  private final int[] arrivalSlot;
  private final int[] batcherSlot;
  private int[] requestSlot = new int[256];

  private final Client[] clients;
  private final TenantRecorder[] recorders;
  private final boolean[] reactive;
  private final Router router;
  private final FrontEndQueue[] frontEnds;
  private final HostPhases[] hostPhases;
  private final Device[] devices;
  private final double[] gpuBusyNs;
  private final ModelScheduler[] schedulers;
  private final RateLimiterState[] rateLimiters;
  private final ResponseCache[] caches;
  private final Executor executor;
  private final Ensembles ensembles;

  private long now;
  private long eventCount;
  private long enqueued;

  Engine(ServingSystem system, RunOptions options, RequestObserver observer, Fault fault) {
    this.system = system;
    this.options = options;
    this.observer = observer;
    this.fault = fault;
    window = new Window(options.warmUpNs(), options.drain() ? Long.MAX_VALUE : options.horizonNs());
    java.util.Arrays.fill(requestSlot, -1);
    checkPlacement(system);

    int tenants = system.tenants().size();
    clients = new Client[tenants];
    recorders = new TenantRecorder[tenants];
    reactive = new boolean[tenants];
    arrivalSlot = new int[tenants];
    for (int t = 0; t < tenants; t++) {
      Tenant tenant = system.tenants().get(t);
      recorders[t] = new TenantRecorder(tenant, window, options);
      arrivalSlot[t] = newSlot(t);
      clients[t] = new Client(t, tenant, options, this);
      reactive[t] = clients[t].reactsToResponses();
    }
    router = new Router(system, options);

    int hosts = system.hosts().size();
    frontEnds = new FrontEndQueue[hosts];
    hostPhases = new HostPhases[hosts];
    caches = new ResponseCache[hosts];
    for (int h = 0; h < hosts; h++) {
      Host host = system.hosts().get(h);
      hostPhases[h] = new HostPhases(host.contention(), events, newSlot(h), EventKind.HOST_PHASE);
      int handlers = host.frontEnd().handlers();
      int[] handlerSlots = new int[handlers];
      for (int i = 0; i < handlers; i++) {
        handlerSlots[i] = newSlot(h << 16 | i);
      }
      frontEnds[h] =
          new FrontEndQueue(
              host.frontEnd(),
              hostPhases[h],
              events,
              newSlot(h),
              EventKind.LINK,
              handlerSlots,
              EventKind.HANDLER,
              this);
      caches[h] =
          host.responseCacheEntries() > 0 ? new ResponseCache(host.responseCacheEntries()) : null;
    }

    int models = system.deployments().size();
    gpuBusyNs = new double[models];
    ServiceCurve[] service =
        system.deployments().stream().map(Deployment::service).toArray(ServiceCurve[]::new);
    devices = new Device[system.gpus().size()];
    for (int g = 0; g < devices.length; g++) {
      devices[g] =
          new Device(
              system.gpus().get(g),
              service,
              gpuBusyNs,
              window,
              events,
              newSlot(g),
              EventKind.DEVICE);
    }
    schedulers = new ModelScheduler[models];
    batcherSlot = new int[models];
    for (int d = 0; d < models; d++) {
      Deployment dep = system.deployments().get(d);
      Host host = system.hosts().get(dep.host());
      batcherSlot[d] = newSlot(d);
      schedulers[d] =
          new ModelScheduler(
              d,
              dep.config(),
              dep.instances().size(),
              host.payloads(),
              host.rateLimiter().enabled(),
              host.latency().batcherWakeNs(),
              host.latency().timerSlackNs(),
              pool,
              this);
    }
    executor = new Executor(system, options, window, this, events, pool);
    rateLimiters = new RateLimiterState[hosts];
    for (int h = 0; h < hosts; h++) {
      if (system.hosts().get(h).rateLimiter().enabled()) {
        rateLimiters[h] = rateLimiter(h);
      }
    }
    ensembles = new Ensembles(system, pool, this);
  }

  private RateLimiterState rateLimiter(int host) {
    int[] ids =
        java.util.stream.IntStream.range(0, executor.instances())
            .filter(i -> system.deployments().get(executor.deploymentOf(i)).host() == host)
            .toArray();
    return new RateLimiterState(
        system.hosts().get(host).rateLimiter(),
        ids,
        java.util.Arrays.stream(ids).mapToObj(executor::spec).toList(),
        java.util.Arrays.stream(ids).map(executor::deploymentOf).toArray(),
        schedulers.length,
        devices.length,
        executor::wakeInstance);
  }

  private static void checkPlacement(ServingSystem system) {
    long[] used = new long[system.gpus().size()];
    int[] model = new int[system.gpus().size()];
    java.util.Arrays.fill(model, -1);
    for (int d = 0; d < system.deployments().size(); d++) {
      Deployment dep = system.deployments().get(d);
      for (Deployment.Instance instance : dep.instances()) {
        int g = instance.gpu();
        if (g < 0) {
          continue;
        }
        Gpu gpu = system.gpus().get(g);
        used[g] += dep.memoryBytesPerInstance();
        if (gpu.memoryBytes() > 0 && used[g] > gpu.memoryBytes()) {
          throw new InvariantViolation(
              "V5",
              gpu.name(),
              0,
              "%d bytes placed, %d available".formatted(used[g], gpu.memoryBytes()));
        }
        if (gpu.sharing().mode() == Sharing.Mode.EXCLUSIVE && model[g] >= 0 && model[g] != d) {
          throw new InvariantViolation("V6", gpu.name(), 0, "two models on an exclusive device");
        }
        model[g] = d;
      }
    }
  }

  RunResult run() {
    for (Client client : clients) {
      client.start();
    }
    long end = options.horizonNs();
    while (!events.isEmpty()) {
      long t = events.nextTime();
      if (t > end && !options.drain()) {
        break;
      }
      now = t;
      int slot = events.nextSlot();
      int kind = events.nextKind();
      events.removeFirst();
      eventCount++;
      dispatch(kind, entity[slot]);
    }
    return finish();
  }

  private void dispatch(int kind, int e) {
    switch (kind) {
      case EventKind.DEVICE:
        finishShared(devices[e]);
        break;
      case EventKind.HOST_PHASE:
        finishShared(hostPhases[e]);
        break;
      case EventKind.EXECUTION:
        executor.phaseEnded(e, now);
        break;
      case EventKind.RESPONSE:
        responseReceived(e);
        break;
      case EventKind.AFTER_RESPONSE:
        {
          int tenant = pool.tenant[e];
          pool.release(e);
          clients[tenant].afterResponse(now);
          break;
        }
      case EventKind.ARRIVAL:
        clients[e].arrival(now);
        break;
      case EventKind.LINK:
        frontEnds[e].linkDone(now);
        break;
      case EventKind.HANDLER:
        {
          int job = frontEnds[e >> 16].handlerDone(e & 0xffff, now);
          if ((job & 1) == 0) {
            enqueue(job >> 1, now);
          } else {
            respond(job >> 1, now + frontEndOf(job >> 1).constantNs());
          }
          break;
        }
      case EventKind.BATCHER:
      case EventKind.BATCHER_AFTER_INSTANCE:
        schedulers[e].runBatcher(now);
        break;
      case EventKind.INSTANCE:
        executor.take(e, now);
        break;
      default:
        throw new AssertionError(kind);
    }
  }

  private void finishShared(SharedResource resource) {
    int instance;
    while ((instance = resource.takeFinished(now)) >= 0) {
      executor.phaseEnded(instance, now);
    }
  }

  // The way of a request.

  void send(int r, long now) {
    int d = router.route(pool.tenant[r]);
    pool.deployment[r] = d;
    FrontEndQueue frontEnd = frontEnds[system.deployments().get(d).host()];
    if (frontEnd.isTransparent()) {
      enqueue(r, now);
    } else {
      frontEnd.request(r, now);
    }
  }

  void enqueue(int r, long now) {
    int d = pool.deployment[r];
    Deployment dep = system.deployments().get(d);
    if (!dep.ensemble().isEmpty()) {
      pool.queuedNs[r] = now;
      ensembles.start(r, now);
      return;
    }
    ResponseCache cache = cacheOf(d);
    if (cache != null && pool.content[r] >= 0 && cache.hit(d, pool.content[r])) {
      pool.queuedNs[r] = now;
      answered(r, Outcome.COMPLETED, now);
      return;
    }
    enqueued++;
    if (fault == Fault.LOSE_A_REQUEST && enqueued == 100) {
      pool.release(r);
      return;
    }
    if (fault == Fault.OVERFILL_A_BATCH && enqueued == 100) {
      pool.batch[r] += Math.max(1, dep.config().maxBatchSize());
    }
    if (!schedulers[d].enqueue(r, now)) {
      answered(r, Outcome.REJECTED, now);
    }
  }

  private ResponseCache cacheOf(int d) {
    Deployment dep = system.deployments().get(d);
    return dep.config().responseCache() ? caches[dep.host()] : null;
  }

  /** A request's execution ended. */
  void executed(int r, long now) {
    int d = pool.deployment[r];
    ResponseCache cache = cacheOf(d);
    if (cache != null && pool.content[r] >= 0) {
      cache.insert(d, pool.content[r]);
    }
    answered(r, Outcome.COMPLETED, now);
  }

  @Override
  public void timedOut(int request, long now) {
    answered(request, Outcome.TIMED_OUT, now);
  }

  /** The server has an answer to a request or ensemble step, good or bad. */
  void answered(int r, Outcome outcome, long now) {
    if (pool.parent[r] != RequestPool.NONE) {
      ensembles.stepEnded(r, outcome, now);
      return;
    }
    pool.outcome[r] = outcome.ordinal();
    Host.FrontEnd frontEnd = frontEndOf(r);
    int t = pool.tenant[r];
    if (outcome == Outcome.COMPLETED && frontEnd.responseOnHandlers()) {
      frontEnds[hostOf(r)].response(r, now);
      return;
    }
    long at = now + frontEnd.constantNs();
    if (outcome == Outcome.COMPLETED) {
      at += frontEnd.responseNs() + Math.round(frontEnd.responseNsPerByte() * outputBytes(r));
    } else if (reactive[t]) {
      at = Math.max(at, now + REFUSAL_NS);
    }
    respond(r, at);
  }

  private void respond(int r, long responseNs) {
    boolean clientWaits = reactive[pool.tenant[r]];
    boolean atOnce = responseNs <= pool.arrivedNs[r];
    long at = clientWaits && atOnce ? responseNs + REFUSAL_NS : responseNs;
    pool.responseNs[r] = at;
    if (clientWaits) {
      events.schedule(slotOf(r), at, EventKind.RESPONSE);
    } else if (at <= options.horizonNs() || options.drain()) {
      // Nobody waits for the response, so it needs no event of its own.
      record(r, at);
      pool.release(r);
    } else {
      router.answered(pool.deployment[r]);
      // Stays in the pool: unfinished at the horizon.
    }
  }

  private void responseReceived(int r) {
    record(r, now);
    long wait = clients[pool.tenant[r]].responseReceived();
    pool.arrivedNs[r] = -1;
    if (wait > 0) {
      events.schedule(slotOf(r), now + wait, EventKind.AFTER_RESPONSE);
    } else {
      int tenant = pool.tenant[r];
      pool.release(r);
      clients[tenant].afterResponse(now);
    }
  }

  private void record(int r, long at) {
    Outcome outcome = OUTCOMES[pool.outcome[r]];
    router.answered(pool.deployment[r]);
    end(r, outcome, at);
  }

  private void end(int r, Outcome outcome, long at) {
    int t = pool.tenant[r];
    if (outcome == Outcome.COMPLETED
        && (pool.queuedNs[r] < pool.arrivedNs[r]
            || (pool.startedNs[r] >= 0 && pool.startedNs[r] < pool.queuedNs[r])
            || at < Math.max(pool.queuedNs[r], pool.startedNs[r]))) {
      throw new InvariantViolation(
          "V2",
          "tenant " + system.tenants().get(t).name(),
          now,
          "arrived %d, queued %d, started %d, ended %d"
              .formatted(pool.arrivedNs[r], pool.queuedNs[r], pool.startedNs[r], at));
    }
    recorders[t].ended(pool, r, outcome, at);
    if (observer != null) {
      observer.requestEnded(
          t,
          pool.deployment[r],
          pool.arrivedNs[r],
          pool.queuedNs[r],
          pool.startedNs[r],
          at,
          outcome,
          pool.execution[r]);
    }
  }

  private RunResult finish() {
    long end = options.drain() ? Math.max(now, options.warmUpNs()) : options.horizonNs();
    for (int r = 0; r < pool.bound(); r++) {
      boolean afterResponse = pool.isLive(r) && pool.arrivedNs[r] < 0;
      if (pool.isLive(r) && pool.parent[r] == RequestPool.NONE && !afterResponse) {
        end(r, Outcome.UNFINISHED, end);
      }
    }
    for (Client client : clients) {
      client.finish();
    }
    for (Device device : devices) {
      device.advance(end);
    }
    executor.finish(end);
    checkIdle(end);
    long measuredNs = Math.max(0, end - options.warmUpNs());
    RunResult result =
        new RunResult(
            measuredNs,
            collect(recorders.length, t -> recorders[t].result(measuredNs, end)),
            collect(schedulers.length, d -> executor.result(d, gpuBusyNs[d])),
            collect(devices.length, g -> devices[g].result(measuredNs)),
            eventCount);
    checkBusy(result);
    return result;
  }

  /** A payload that is ready and an instance that sleeps must not have been left side by side. */
  private void checkIdle(long end) {
    for (int d = 0; d < schedulers.length; d++) {
      Deployment dep = system.deployments().get(d);
      boolean limited = rateLimiters[dep.host()] != null;
      int woken = executor.waitingInstances(d) - executor.idleInstances(d);
      if (!limited && woken == 0 && executor.idleInstances(d) > 0) {
        if (schedulers[d].readyPayloads() > 0) {
          throw new InvariantViolation(
              "V8", dep.model(), end, "a payload is ready beside an idle instance");
        }
      }
    }
  }

  private void checkBusy(RunResult result) {
    for (int d = 0; d < schedulers.length; d++) {
      double limit = (double) result.measuredNs() * system.deployments().get(d).instances().size();
      double busy = result.deployments().get(d).busyNs();
      if (busy > limit * (1 + 1e-9) + 1) {
        throw new InvariantViolation(
            "V7",
            system.deployments().get(d).model(),
            now,
            "instances were busy %.0f ns of %.0f".formatted(busy, limit));
      }
    }
  }

  private static <T> List<T> collect(int n, java.util.function.IntFunction<T> item) {
    return java.util.stream.IntStream.range(0, n).mapToObj(item).toList();
  }

  // Services to the parts.

  int newSlot(int entityIndex) {
    int slot = events.newSlot();
    if (slot >= entity.length) {
      entity = java.util.Arrays.copyOf(entity, entity.length * 2);
    }
    entity[slot] = entityIndex;
    return slot;
  }

  private int slotOf(int r) {
    if (r >= requestSlot.length) {
      int old = requestSlot.length;
      requestSlot = java.util.Arrays.copyOf(requestSlot, Math.max(r + 1, old * 2));
      java.util.Arrays.fill(requestSlot, old, requestSlot.length, -1);
    }
    if (requestSlot[r] < 0) {
      requestSlot[r] = newSlot(r);
    }
    return requestSlot[r];
  }

  RequestPool pool() {
    return pool;
  }

  TenantRecorder recorder(int tenant) {
    return recorders[tenant];
  }

  ModelScheduler scheduler(int deployment) {
    return schedulers[deployment];
  }

  HostPhases hostPhases(int host) {
    return hostPhases[host];
  }

  Device device(int gpu) {
    return devices[gpu];
  }

  void scheduleArrival(int tenant, long timeNs) {
    events.schedule(arrivalSlot[tenant], timeNs, EventKind.ARRIVAL);
  }

  @Override
  public void runBatcherAt(int deployment, long timeNs) {
    runBatcher(deployment, timeNs, EventKind.BATCHER);
  }

  void runBatcherAfterInstance(int deployment, long timeNs) {
    runBatcher(deployment, timeNs, EventKind.BATCHER_AFTER_INSTANCE);
  }

  private void runBatcher(int deployment, long timeNs, int kind) {
    int slot = batcherSlot[deployment];
    if (!events.isScheduled(slot) || timeNs < events.timeOf(slot)) {
      events.schedule(slot, timeNs, kind);
    }
  }

  @Override
  public void payloadReady(int deployment, long now) {
    RateLimiterState limiter = rateLimiters[system.deployments().get(deployment).host()];
    if (limiter != null) {
      limiter.payloadWaits(deployment, now);
    } else {
      executor.wakeOne(deployment, now);
    }
  }

  /** The payload that an instance thread finds when it looks. */
  Payload nextPayload(int instance, long now) {
    int d = executor.deploymentOf(instance);
    RateLimiterState limiter = rateLimiters[system.deployments().get(d).host()];
    if (limiter == null) {
      return schedulers[d].dequeue(now);
    }
    return limiter.takes(instance) ? schedulers[d].dequeueForRateLimiter() : null;
  }

  /** An instance's execution ended; it looks for its next payload at {@code takeNs}. */
  void instanceReleased(int instance, long takeNs) {
    int h = system.deployments().get(executor.deploymentOf(instance)).host();
    if (rateLimiters[h] != null) {
      rateLimiters[h].released(instance, takeNs);
    }
  }

  @Override
  public int idleInstances(int deployment) {
    return executor.waitingInstances(deployment);
  }

  void executionEnded(
      long execution, int deployment, int instance, long startNs, long endNs, int size, int n) {
    if (observer != null) {
      observer.executionEnded(execution, deployment, instance, startNs, endNs, size, n);
    }
  }

  private int hostOf(int r) {
    return system.deployments().get(pool.deployment[r]).host();
  }

  private Host.FrontEnd frontEndOf(int r) {
    return system.hosts().get(hostOf(r)).frontEnd();
  }

  @Override
  public long inputBytes(int request) {
    return system.tenants().get(pool.tenant[request]).inputBytes();
  }

  @Override
  public long outputBytes(int request) {
    return system.tenants().get(pool.tenant[request]).outputBytes();
  }
}
