package perseus.scenario;

import java.util.ArrayList;
import java.util.List;
import perseus.profile.Basis;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ServiceCurve;
import perseus.server.Deployment;
import perseus.server.ServingSystem;
import perseus.server.Tenant;

/** How sure the figures are that a tenant's prediction rests on: the weakest of them. */
final class TenantBases {
  private final List<Profile> profiles;
  private final ServingSystem system;

  private TenantBases(List<Profile> profiles, ServingSystem system) {
    this.profiles = profiles;
    this.system = system;
  }

  /** In the order of the system's tenants. */
  static List<Basis> of(List<Profile> profiles, ServingSystem system) {
    TenantBases bases = new TenantBases(profiles, system);
    return system.tenants().stream().map(bases::of).toList();
  }

  private Basis of(Tenant tenant) {
    Basis worst = Basis.MEASURED;
    for (Deployment deployment : system.deployments()) {
      if (deployment.model().equals(tenant.model())) {
        worst = worst.and(of(deployment));
      }
    }
    return worst;
  }

  private Basis of(Deployment deployment) {
    Basis worst = Basis.MEASURED;
    if (!deployment.ensemble().isEmpty()) {
      for (Deployment.EnsembleStep step : deployment.ensemble()) {
        worst = worst.and(of(system.deployments().get(step.deployment())));
      }
      return worst;
    }
    List<Basis> found = new ArrayList<>();
    for (Profile profile : profiles) {
      for (ProfileEntry entry : profile.entries()) {
        // The very curve: a scenario may hold equal ones of different origin.
        if (entry.service() == deployment.service()) {
          found.add(of(entry, deployment));
        }
      }
    }
    // A cost that is stated in the scenario is nobody's measurement.
    return found.isEmpty() ? Basis.ASSUMED : found.get(0);
  }

  private static Basis of(ProfileEntry entry, Deployment deployment) {
    Basis worst = Basis.MEASURED;
    for (ProfileEntry.Parameter parameter : entry.parameters()) {
      worst = worst.and(parameter.basis());
    }
    ServiceCurve curve = entry.service();
    boolean beyond = deployment.config().maxBatchSize() > curve.batch()[curve.batch().length - 1];
    return beyond ? worst.and(Basis.EXTRAPOLATED) : worst;
  }
}
