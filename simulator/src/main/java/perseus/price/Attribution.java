package perseus.price;

import java.util.List;
import perseus.server.Deployment;
import perseus.server.RunResult;
import perseus.server.RunResult.TenantResult;
import perseus.server.ServingSystem;

/** Whose work a deployment did. */
public final class Attribution {
  private Attribution() {}

  /**
   * Part of each deployment's work that each tenant caused: by the inferences that it asked of the
   * deployment's model, directly or through an ensemble.
   *
   * @return {@code [deployment][tenant]}; a row adds up to 1, or is all 0 if no tenant asks for the
   *     model
   */
  public static double[][] shares(ServingSystem system, RunResult run) {
    int tenants = system.tenants().size();
    int deployments = system.deployments().size();
    double[][] shares = new double[deployments][tenants];
    for (int d = 0; d < deployments; d++) {
      double[] asked = new double[tenants];
      double[] arrived = new double[tenants];
      for (int t = 0; t < tenants; t++) {
        TenantResult result = run.tenants().get(t);
        double uses =
            uses(system, system.tenants().get(t).model(), system.deployments().get(d).model());
        asked[t] = uses * result.responsesInWindow() * result.requestBatch();
        arrived[t] = uses * result.arrived() * result.requestBatch();
      }
      // Work may have been done although no response came back in time.
      double[] weights = sum(asked) > 0 ? asked : arrived;
      double total = sum(weights);
      for (int t = 0; t < tenants; t++) {
        shares[d][t] = total == 0 ? 0 : weights[t] / total;
      }
    }
    return shares;
  }

  /** How many inferences of {@code model} one inference of {@code asked} takes. */
  private static double uses(ServingSystem system, String asked, String model) {
    double uses = asked.equals(model) ? 1 : 0;
    List<Deployment> deployments = system.deployments();
    for (Deployment deployment : deployments) {
      if (deployment.model().equals(asked)) {
        for (Deployment.EnsembleStep step : deployment.ensemble()) {
          uses += uses(system, deployments.get(step.deployment()).model(), model);
        }
        return uses;
      }
    }
    return uses;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
