package perseus.gpu;

/** The executions that are in their GPU phase on one device right now. Index k is 0 … count − 1. */
public interface CoRunners {
  int count();

  /** Deployment index of the k-th execution. */
  int deployment(int k);

  /** Batch size (inferences) of the k-th execution. */
  int batchSize(int k);

  /** SM share of the k-th execution's instance, in (0, 1]. */
  double share(int k);
}
