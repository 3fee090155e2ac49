package perseus.price;

import java.util.List;
import java.util.Optional;
import perseus.profile.Basis;
import perseus.server.ServingSystem;

/**
 * The prices of a system's servers.
 *
 * @param hosts one per {@link ServingSystem#hosts}, empty where no price is known
 */
public record Fleet(List<Optional<Price>> hosts) {
  public Fleet {
    hosts = List.copyOf(hosts);
  }

  /** A fleet of {@code servers} servers without prices. */
  public static Fleet unpriced(int servers) {
    return new Fleet(java.util.Collections.nCopies(servers, Optional.empty()));
  }

  /** {@code servers} servers of one price. */
  public static Fleet of(int servers, Price price) {
    return new Fleet(java.util.Collections.nCopies(servers, Optional.of(price)));
  }

  /** Whether every server has a price; the bill of a part would pass for the whole. */
  public boolean isPriced() {
    return !hosts.isEmpty() && hosts.stream().allMatch(Optional::isPresent);
  }

  /** Weakest basis among the prices. */
  public Basis basis() {
    return hosts.stream()
        .flatMap(Optional::stream)
        .map(Price::basis)
        .reduce(Basis.MEASURED, Basis::and);
  }
}
