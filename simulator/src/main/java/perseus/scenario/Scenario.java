package perseus.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import perseus.document.InputFile;
import perseus.gpu.InterferenceModel;
import perseus.placement.PlacementPolicy;
import perseus.price.Fleet;
import perseus.price.Price;
import perseus.price.PriceBook;
import perseus.profile.Basis;
import perseus.profile.Profile;
import perseus.server.RoutingPolicy;
import perseus.server.ServingSystem;

/**
 * A valid scenario: pure data, every file that it names read.
 *
 * @param file where it was read from
 * @param horizonNs end of arrivals, &gt; 0
 * @param warmUpNs discarded prefix below the horizon; empty = found by MSER-5
 * @param seed base seed
 * @param replications number of independent runs ≥ 1
 * @param drain whether requests in flight at the horizon are run to their end
 * @param profiles in the order of the scenario
 * @param priceBook null = no prices
 * @param servers at least one
 * @param models at least one
 * @param placement which models are where
 * @param tenants at least one
 * @param routing how requests pick a deployment
 * @param interference of every device; null = what the profiles say of its GPU type
 * @param files every file read, the scenario's own first
 */
public record Scenario(
    Path file,
    long horizonNs,
    OptionalLong warmUpNs,
    long seed,
    int replications,
    boolean drain,
    List<Profile> profiles,
    PriceBook priceBook,
    List<ServerSpec> servers,
    List<ModelSpec> models,
    PlacementPolicy placement,
    List<TenantSpec> tenants,
    RoutingPolicy routing,
    InterferenceModel interference,
    List<InputFile> files) {
  public Scenario {
    profiles = List.copyOf(profiles);
    servers = List.copyOf(servers);
    models = List.copyOf(models);
    tenants = List.copyOf(tenants);
    files = List.copyOf(files);
  }

  /** File name without its extension. */
  public String name() {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  /**
   * The serving system with every name resolved.
   *
   * @throws ScenarioException if the models do not fit the GPUs or the profiles lack something
   */
  public ServingSystem resolve() {
    return new SystemBuilder(this).build();
  }

  /**
   * The weakest basis of the figures behind each tenant, in their order.
   *
   * @param system what {@link #resolve} made of this scenario
   */
  public List<Basis> tenantBasis(ServingSystem system) {
    return TenantBases.of(profiles, system);
  }

  /** Prices of the system's hosts, in their order; those without a stated price have none. */
  public Fleet fleet() {
    List<Optional<Price>> prices = new ArrayList<>();
    for (ServerSpec server : servers) {
      for (int k = 0; k < server.count(); k++) {
        prices.add(server.price() == null ? Optional.empty() : priceBook.price(server.price()));
      }
    }
    return new Fleet(prices);
  }
}
