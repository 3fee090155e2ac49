package perseus.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Every metric of every tenant and of the whole, with intervals.
 *
 * @param scenario name of the scenario
 * @param tenants in the scenario's order, the whole ({@value #WHOLE}) last
 * @param replications runs that it rests on
 * @param warmUpNs discarded prefix of each run
 * @param notes what a reader must know before using the numbers, in plain words
 */
public record Summary(
    String scenario, List<Tenant> tenants, int replications, long warmUpNs, List<String> notes) {
  /** Name of the row that sums up all tenants. */
  public static final String WHOLE = "*";

  public Summary {
    tenants = List.copyOf(tenants);
    notes = List.copyOf(notes);
  }

  /**
   * One tenant's metrics.
   *
   * @param name tenant or {@value Summary#WHOLE}
   * @param estimates one per {@link Metric}
   */
  public record Tenant(String name, Map<Metric, Estimate> estimates) {
    public Tenant {
      estimates = Collections.unmodifiableMap(new EnumMap<>(estimates));
    }

    public Estimate get(Metric metric) {
      return estimates.get(metric);
    }
  }

  /** The tenant of that name, {@value #WHOLE} for the whole. */
  public Tenant tenant(String name) {
    return tenants.stream()
        .filter(tenant -> tenant.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no tenant '" + name + "'."));
  }

  /** The row over all tenants. */
  public Tenant whole() {
    return tenant(WHOLE);
  }

  /** The same numbers with one more note. */
  public Summary withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Summary(scenario, tenants, replications, warmUpNs, more);
  }
}
