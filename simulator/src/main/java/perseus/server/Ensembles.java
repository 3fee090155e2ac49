package perseus.server;

import java.util.List;
import perseus.batching.RequestPool;
import perseus.server.Deployment.EnsembleStep;

/**
 * Ensembles: a step runs as soon as all its inputs exist, as an ordinary request to the composing
 * model (SEMANTICS.md, rules N).
 */
final class Ensembles {
  private final ServingSystem system;
  private final RequestPool pool;
  private final Engine engine;
  private final java.util.HashMap<Integer, State> running = new java.util.HashMap<>();

  private static final class State {
    int children;
    Outcome failure;
  }

  Ensembles(ServingSystem system, RequestPool pool, Engine engine) {
    this.system = system;
    this.pool = pool;
    this.engine = engine;
  }

  /** An ensemble request reaches the server. */
  void start(int request, long now) {
    running.put(request, new State());
    proceed(request, now);
  }

  /** A step's request ended. */
  void stepEnded(int child, Outcome outcome, long now) {
    int parent = pool.parent[child];
    State state = running.get(parent);
    state.children--;
    pool.queueTimeNs[parent] += pool.queueTimeNs[child];
    pool.inputTimeNs[parent] += pool.inputTimeNs[child];
    pool.inferTimeNs[parent] += pool.inferTimeNs[child];
    pool.outputTimeNs[parent] += pool.outputTimeNs[child];
    if (outcome == Outcome.COMPLETED) {
      pool.stepsDone[parent] |= 1L << pool.step[child];
    } else if (state.failure == null) {
      state.failure = outcome;
    }
    pool.release(child);
    proceed(parent, now);
  }

  private void proceed(int parent, long now) {
    State state = running.get(parent);
    List<EnsembleStep> steps = system.deployments().get(pool.deployment[parent]).ensemble();
    if (state.failure == null) {
      // Held so that a step that ends at once (cache hit, full queue) cannot end the ensemble here.
      state.children++;
      for (int s = 0; s < steps.size() && state.failure == null; s++) {
        if ((pool.stepsStarted[parent] >> s & 1) == 0 && ready(parent, steps.get(s))) {
          pool.stepsStarted[parent] |= 1L << s;
          state.children++;
          startStep(parent, s, steps.get(s), now);
        }
      }
      state.children--;
    }
    if (state.children == 0 && running.remove(parent) != null) {
      engine.answered(parent, state.failure == null ? Outcome.COMPLETED : state.failure, now);
    }
  }

  private boolean ready(int parent, EnsembleStep step) {
    for (int before : step.after()) {
      if ((pool.stepsDone[parent] >> before & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  private void startStep(int parent, int s, EnsembleStep step, long now) {
    int child = pool.acquire();
    pool.tenant[child] = pool.tenant[parent];
    pool.batch[child] = pool.batch[parent];
    pool.priority[child] = pool.priority[parent];
    pool.timeoutUs[child] = pool.timeoutUs[parent];
    pool.arrivedNs[child] = pool.arrivedNs[parent];
    pool.latencyFromNs[child] = pool.latencyFromNs[parent];
    pool.content[child] = pool.content[parent];
    pool.parent[child] = parent;
    pool.step[child] = s;
    pool.deployment[child] = step.deployment();
    engine.enqueue(child, now);
  }
}
