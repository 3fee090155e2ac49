package perseus.price;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Prices of servers at one date.
 *
 * @param name file name without extension
 * @param date ISO date of the prices, or {@code undated}
 * @param currency always {@code USD}
 * @param prices by name, in the order of the file
 */
public record PriceBook(String name, String date, String currency, Map<String, Price> prices) {
  public PriceBook {
    prices = Collections.unmodifiableMap(new LinkedHashMap<>(prices));
  }

  /** The price of that name. */
  public Optional<Price> price(String server) {
    return Optional.ofNullable(prices.get(server));
  }

  /** Names of all prices, for hints. */
  public Collection<String> names() {
    return prices.keySet();
  }
}
