package perseus.plan;

import java.util.List;
import perseus.price.Fleet;
import perseus.profile.Basis;
import perseus.server.ServingSystem;

/**
 * One size of the fleet, ready to be simulated.
 *
 * @param system all servers of that size
 * @param fleet their prices
 * @param tenantBasis basis of the profile behind each tenant, in the order of the system's tenants
 */
public record Candidate(ServingSystem system, Fleet fleet, List<Basis> tenantBasis) {
  public Candidate {
    tenantBasis = List.copyOf(tenantBasis);
  }
}
