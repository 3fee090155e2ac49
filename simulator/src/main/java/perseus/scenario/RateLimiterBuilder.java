package perseus.scenario;

import java.util.ArrayList;
import java.util.List;
import perseus.batching.InstanceGroup;
import perseus.document.Reading;
import perseus.server.Host;

/** Collects what the instances of a host need of its rate limiter, then makes the limiter. */
final class RateLimiterBuilder {
  private final HostSpec.RateLimit spec;
  private final List<String> names = new ArrayList<>();
  private final List<Boolean> global = new ArrayList<>();
  private final List<Integer> most = new ArrayList<>();

  /**
   * @param spec null = off
   */
  RateLimiterBuilder(HostSpec.RateLimit spec) {
    this.spec = spec;
  }

  /** Units by resource index; a resource not seen before gets the next index. */
  List<Integer> units(List<InstanceGroup.Resource> resources) {
    if (spec == null || resources.isEmpty()) {
      return List.of();
    }
    for (InstanceGroup.Resource r : resources) {
      if (!names.contains(r.name())) {
        names.add(r.name());
        global.add(r.global());
        most.add(0);
      }
      int index = names.indexOf(r.name());
      most.set(index, Math.max(most.get(index), r.count()));
    }
    List<Integer> units = new ArrayList<>();
    for (String name : names) {
      int needed = 0;
      for (InstanceGroup.Resource r : resources) {
        needed += r.name().equals(name) ? r.count() : 0;
      }
      units.add(needed);
    }
    return units;
  }

  /**
   * The limiter. Resources without an explicit limit have as many units as the hungriest instance
   * needs, as in Triton.
   */
  Host.RateLimiter build(String path, Reading reading) {
    if (spec == null) {
      return Host.RateLimiter.OFF;
    }
    List<Integer> limits = new ArrayList<>(most);
    for (HostSpec.RateLimit.Resource r : spec.resources()) {
      int index = names.indexOf(r.name());
      if (index < 0) {
        continue;
      }
      if (r.count() < most.get(index)) {
        reading.problem(
            path + ".host.rateLimit",
            "resource '%s' has %d units, an instance needs %d"
                .formatted(r.name(), r.count(), most.get(index)),
            "raise its count");
      }
      limits.set(index, r.count());
    }
    return new Host.RateLimiter(true, names, global, limits);
  }
}
