package perseus.gpu;

import java.util.List;

/** Executions on one device, as a test states them. */
record Running(List<Execution> executions) implements CoRunners {
  record Execution(int deployment, int batchSize, double share) {}

  /** Batch 1, whole device each. */
  static Running of(int... deployments) {
    return new Running(
        java.util.Arrays.stream(deployments).mapToObj(d -> new Execution(d, 1, 1)).toList());
  }

  @Override
  public int count() {
    return executions.size();
  }

  @Override
  public int deployment(int k) {
    return executions.get(k).deployment();
  }

  @Override
  public int batchSize(int k) {
    return executions.get(k).batchSize();
  }

  @Override
  public double share(int k) {
    return executions.get(k).share();
  }
}
