package perseus.server;

import perseus.batching.ModelScheduler;
import perseus.batching.Payload;
import perseus.batching.RequestPool;
import perseus.kernel.EventQueue;
import perseus.kernel.InvariantViolation;
import perseus.profile.ServiceCurve;
import perseus.random.RandomStreams;
import perseus.random.ServiceFactor;
import perseus.server.Deployment.Instance;
import perseus.server.Host.SchedulerLatency;
import umontreal.ssj.rng.RandomStream;

/**
 * Instances and their executions: host phase, GPU phase, host phase (SEMANTICS.md, rules I and X).
 *
 * <p>Host work before the GPU phase is the copying of inputs, as far as it is not GPU work itself.
 */
final class Executor {
  private enum Phase {
    IDLE,
    WAKING,
    BEFORE,
    GPU,
    AFTER,
    GAP
  }

  private final ServingSystem system;
  private final Engine engine;
  private final EventQueue events;
  private final RequestPool pool;
  private final Window window;

  private final int[] deployment;
  private final Instance[] spec;
  private final int[] slot;
  private final Phase[] phase;
  private final Payload[] payload;
  private final long[] execution;
  private final double[] factor;
  private final long[] startNs;
  private final long[] gpuStartNs;
  private final long[] gpuEndNs;

  private final IntFifo[] idle;
  private final int[] waking;
  private final ServiceFactor[] factors;
  private final RandomStream[] races;
  private final long[][] executionsBySize;
  private final double[] busyNs;
  private final long[] lostWakeUps;
  private long executions;

  Executor(
      ServingSystem system,
      RunOptions options,
      Window window,
      Engine engine,
      EventQueue events,
      RequestPool pool) {
    this.system = system;
    this.engine = engine;
    this.events = events;
    this.pool = pool;
    this.window = window;
    int n = system.deployments().stream().mapToInt(d -> d.instances().size()).sum();
    int models = system.deployments().size();
    deployment = new int[n];
    spec = new Instance[n];
    slot = new int[n];
    phase = new Phase[n];
    payload = new Payload[n];
    execution = new long[n];
    factor = new double[n];
    startNs = new long[n];
    gpuStartNs = new long[n];
    gpuEndNs = new long[n];
    idle = new IntFifo[models];
    waking = new int[models];
    factors = new ServiceFactor[models];
    races = new RandomStream[models];
    executionsBySize = new long[models][];
    busyNs = new double[models];
    lostWakeUps = new long[models];
    int i = 0;
    for (int d = 0; d < models; d++) {
      Deployment dep = system.deployments().get(d);
      String name = system.hosts().get(dep.host()).name() + "/" + dep.model();
      idle[d] = new IntFifo();
      executionsBySize[d] = new long[Math.max(1, dep.config().maxBatchSize()) + 1];
      factors[d] =
          new ServiceFactor(
              dep.service().distribution(),
              RandomStreams.stream(options.seed(), "service", name, options.replication()));
      races[d] = RandomStreams.stream(options.seed(), "races", name, options.replication());
      for (Instance instance : dep.instances()) {
        deployment[i] = d;
        spec[i] = instance;
        slot[i] = engine.newSlot(i);
        phase[i] = Phase.IDLE;
        idle[d].add(i);
        i++;
      }
    }
  }

  int instances() {
    return deployment.length;
  }

  int deploymentOf(int instance) {
    return deployment[instance];
  }

  Instance spec(int instance) {
    return spec[instance];
  }

  /** Instances of a model that wait for a payload, or were woken for one and have not taken it. */
  int waitingInstances(int d) {
    return idle[d].size() + waking[d];
  }

  /** Instances that wait and were not woken. */
  int idleInstances(int d) {
    return idle[d].size();
  }

  /** Wakes the instance that has waited longest, if one waits (rule I1). */
  void wakeOne(int d, long now) {
    if (!idle[d].isEmpty()) {
      wake(idle[d].remove(), now);
    }
  }

  /** Wakes a given waiting instance (the rate limiter chose it). */
  void wakeInstance(int instance, long now) {
    if (phase[instance] == Phase.IDLE) {
      idle[deployment[instance]].removeItem(instance);
      wake(instance, now);
    }
  }

  private void wake(int instance, long now) {
    phase[instance] = Phase.WAKING;
    waking[deployment[instance]]++;
    events.schedule(slot[instance], now + latency(instance).instanceWakeNs(), EventKind.INSTANCE);
  }

  private SchedulerLatency latency(int instance) {
    return host(instance).latency();
  }

  private Host host(int instance) {
    return system.hosts().get(system.deployments().get(deployment[instance]).host());
  }

  /** The instance thread looks for a payload: takes it, or waits. */
  void take(int instance, long now) {
    int d = deployment[instance];
    if (phase[instance] == Phase.WAKING) {
      waking[d]--;
    } else if (phase[instance] != Phase.GAP) {
      throw new InvariantViolation(
          "V4", "instance " + instance, now, "takes a payload while " + phase[instance]);
    }
    Payload next = engine.nextPayload(instance, now);
    if (next == null) {
      phase[instance] = Phase.IDLE;
      idle[d].add(instance);
      becameIdle(d, now);
      return;
    }
    start(instance, next, now);
    ModelScheduler scheduler = engine.scheduler(d);
    scheduler.notifyBatcher(now + scheduler.batcherWakeNs());
  }

  private void start(int instance, Payload batch, long now) {
    int d = deployment[instance];
    Deployment dep = system.deployments().get(d);
    int size = batch.size();
    if (payload[instance] != null) {
      throw new InvariantViolation("V4", "instance " + instance, now, "two batches at once");
    }
    if (dep.config().maxBatchSize() > 0 && size > dep.config().maxBatchSize()) {
      throw new InvariantViolation(
          "V3",
          dep.model(),
          now,
          "batch of %d over max_batch_size %d".formatted(size, dep.config().maxBatchSize()));
    }
    payload[instance] = batch;
    execution[instance] = executions++;
    startNs[instance] = now;
    for (int r = batch.first(); r != RequestPool.NONE; r = pool.next[r]) {
      pool.startedNs[r] = now;
      pool.execution[r] = execution[instance];
      pool.queueTimeNs[r] = now - pool.queuedNs[r];
    }
    factor[instance] = factors[d].next();
    HostPhases host = engine.hostPhases(dep.host());
    host.executing(1, now);
    phase[instance] = Phase.BEFORE;
    hostWork(instance, host, beforeNs(dep.service(), size) * factor[instance], now);
  }

  private static double overlapNs(ServiceCurve service, int size) {
    return Math.max(0, service.totalNs(size) - service.gpuNs(size));
  }

  private static double beforeNs(ServiceCurve service, int size) {
    return Math.min(overlapNs(service, size), service.inputNs(size));
  }

  private void hostWork(int instance, HostPhases host, double workNs, long now) {
    if (workNs <= 0) {
      phaseEnded(instance, now);
    } else if (host.isContended()) {
      host.start(instance, deployment[instance], payload[instance].size(), 1, workNs, now);
    } else {
      events.schedule(slot[instance], now + Math.round(workNs), EventKind.EXECUTION);
    }
  }

  /** The instance's current phase is over. */
  void phaseEnded(int instance, long now) {
    int d = deployment[instance];
    Deployment dep = system.deployments().get(d);
    ServiceCurve service = dep.service();
    int size = payload[instance].size();
    switch (phase[instance]) {
      case BEFORE:
        {
          phase[instance] = Phase.GPU;
          gpuStartNs[instance] = now;
          Instance s = spec[instance];
          double workNs = service.gpuNs(size) * factor[instance] / s.speed();
          if (workNs <= 0) {
            phaseEnded(instance, now);
          } else if (s.gpu() < 0) {
            events.schedule(slot[instance], now + Math.round(workNs), EventKind.EXECUTION);
          } else {
            engine.device(s.gpu()).start(instance, d, size, s.share(), workNs, now);
          }
          break;
        }
      case GPU:
        {
          phase[instance] = Phase.AFTER;
          gpuEndNs[instance] = now;
          double workNs = overlapNs(service, size) - beforeNs(service, size);
          hostWork(instance, engine.hostPhases(dep.host()), workNs * factor[instance], now);
          break;
        }
      case AFTER:
        end(instance, now);
        break;
      default:
        throw new InvariantViolation(
            "V4", "instance " + instance, now, "a phase ends while " + phase[instance]);
    }
  }

  private void end(int instance, long now) {
    int d = deployment[instance];
    Deployment dep = system.deployments().get(d);
    Payload batch = payload[instance];
    int size = batch.size();
    ServiceCurve service = dep.service();

    // GPU time beyond the host part of the input phase is split in the columns' proportions.
    double before = beforeNs(service, size);
    double gpu = service.gpuNs(size);
    double gpuElapsed = gpuEndNs[instance] - gpuStartNs[instance];
    double inputOnGpu = gpu > 0 ? Math.min(1, (service.inputNs(size) - before) / gpu) : 0;
    double inputElapsed = gpuStartNs[instance] - startNs[instance] + gpuElapsed * inputOnGpu;
    double rest = now - startNs[instance] - inputElapsed;
    double infer = service.inferNs(size);
    double output = service.outputNs(size);
    double inferElapsed = infer + output > 0 ? rest * infer / (infer + output) : rest;

    busyNs[d] += window.overlap(startNs[instance], now);
    if (window.contains(now)) {
      if (size >= executionsBySize[d].length) {
        executionsBySize[d] = java.util.Arrays.copyOf(executionsBySize[d], size + 1);
      }
      executionsBySize[d][size]++;
    }
    engine.hostPhases(dep.host()).executing(-1, now);
    phase[instance] = Phase.GAP;
    payload[instance] = null;
    engine.executionEnded(
        execution[instance], d, instance, startNs[instance], now, size, batch.requests());
    int r = batch.first();
    while (r != RequestPool.NONE) {
      int next = pool.next[r];
      pool.inputTimeNs[r] = inputElapsed;
      pool.inferTimeNs[r] = inferElapsed;
      pool.outputTimeNs[r] = rest - inferElapsed;
      engine.executed(r, now);
      r = next;
    }
    engine.scheduler(d).release(batch);
    afterEnd(instance, size, now);
  }

  /** The race of batcher and instance thread at an execution's end (rules T2 and T3). */
  private void afterEnd(int instance, int size, long now) {
    int d = deployment[instance];
    SchedulerLatency latency = latency(instance);
    double perInferenceNs =
        latency.executionGapPerInferenceNs()
            + system.deployments().get(d).service().gapNsPerInference();
    long takeNs = now + latency.executionGapNs() + Math.round(perInferenceNs * size);
    events.schedule(slot[instance], takeNs, EventKind.INSTANCE);
    engine.instanceReleased(instance, takeNs);
    ModelScheduler scheduler = engine.scheduler(d);
    if (!scheduler.batcherSleepsOnWork()) {
      scheduler.notifyBatcher(now + latency.batcherWakeNs());
    } else if (scheduler.formsOnlyForIdleInstances()) {
      // Nobody is idle yet; becameIdle decides.
      return;
    } else if (draw(d, latency.batcherFirstProbability())) {
      scheduler.notifyBatcher(now);
    } else {
      engine.runBatcherAfterInstance(d, takeNs);
    }
  }

  /**
   * An instance waits. Where batches are formed for idle instances only, the execution's end woke
   * the batcher: in time, or before the instance was counted as waiting (rule T3).
   */
  private void becameIdle(int d, long now) {
    ModelScheduler scheduler = engine.scheduler(d);
    if (!scheduler.formsOnlyForIdleInstances() || scheduler.queued() == 0) {
      return;
    }
    Deployment dep = system.deployments().get(d);
    double lost = system.hosts().get(dep.host()).latency().lostWakeUpProbability();
    if (scheduler.losesWakeUps() && draw(d, lost)) {
      lostWakeUps[d]++;
    } else {
      engine.runBatcherAfterInstance(d, now);
    }
  }

  private boolean draw(int d, double probability) {
    return probability >= 1 || (probability > 0 && races[d].nextDouble() < probability);
  }

  /** Requests in executions that the run's end cut off, counted busy until {@code now}. */
  void finish(long now) {
    for (int i = 0; i < payload.length; i++) {
      if (payload[i] != null) {
        busyNs[deployment[i]] += window.overlap(startNs[i], now);
      }
    }
  }

  RunResult.DeploymentResult result(int d, double gpuBusyNs) {
    long count = 0;
    long inferences = 0;
    for (int size = 0; size < executionsBySize[d].length; size++) {
      count += executionsBySize[d][size];
      inferences += size * executionsBySize[d][size];
    }
    return new RunResult.DeploymentResult(
        count, inferences, executionsBySize[d], busyNs[d], lostWakeUps[d], gpuBusyNs);
  }
}
