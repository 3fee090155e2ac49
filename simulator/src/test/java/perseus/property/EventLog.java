package perseus.property;

import java.util.ArrayList;
import java.util.List;
import perseus.server.Outcome;
import perseus.server.RequestObserver;
import perseus.server.RunResult;
import perseus.server.Simulation;

/** Everything an observer saw of a run, in the order in which it ended, and the run's result. */
final class EventLog implements RequestObserver {
  record Request(
      int tenant,
      int deployment,
      long sentNs,
      long queuedNs,
      long startedNs,
      long endedNs,
      Outcome outcome,
      long execution) {}

  record Execution(
      long id, int deployment, int instance, long startNs, long endNs, int size, int requests) {}

  final List<Request> requests = new ArrayList<>();
  final List<Execution> executions = new ArrayList<>();
  private RunResult result;

  static EventLog of(RandomScenarios.Scenario scenario) {
    EventLog log = new EventLog();
    log.result = Simulation.run(scenario.system(), scenario.options(), log);
    return log;
  }

  RunResult result() {
    return result;
  }

  @Override
  public void requestEnded(
      int tenant,
      int deployment,
      long sentNs,
      long queuedNs,
      long startedNs,
      long endedNs,
      Outcome outcome,
      long execution) {
    requests.add(
        new Request(tenant, deployment, sentNs, queuedNs, startedNs, endedNs, outcome, execution));
  }

  @Override
  public void executionEnded(
      long execution,
      int deployment,
      int instance,
      long startNs,
      long endNs,
      int size,
      int requestCount) {
    executions.add(
        new Execution(execution, deployment, instance, startNs, endNs, size, requestCount));
  }

  /** Requests of one tenant in the order of their sends. */
  List<Request> of(int tenant) {
    return requests.stream()
        .filter(r -> r.tenant() == tenant)
        .sorted(
            java.util.Comparator.comparingLong(Request::sentNs)
                .thenComparingLong(Request::queuedNs)
                .thenComparingLong(Request::startedNs)
                .thenComparingLong(Request::endedNs))
        .toList();
  }
}
