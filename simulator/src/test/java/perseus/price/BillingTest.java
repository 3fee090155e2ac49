package perseus.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perseus.profile.Basis;

class BillingTest {
  @ParameterizedTest
  @CsvSource({
    "30, 1, 60, 0.0510",
    "60, 1, 60, 0.0510",
    "61, 1, 60, 0.05185",
    "3601, 1, 60, 3.0609",
    "3601, 3600, 0, 6.12",
    "3600, 3600, 0, 3.06",
    "61, 60, 0, 0.102",
    "0, 3600, 60, 0",
  })
  void billsStartedUnitsAndTheMinimum(
      long usedS, long granularityS, long minimumS, double expectedUsd) {
    Billing billing = new Billing(granularityS * Billing.SECOND_NS, minimumS * Billing.SECOND_NS);
    Price price = new Price("p3.2xlarge", 3.06, billing, "V100", 1, 8, 61, "", Basis.MEASURED);
    assertThat(price.cost(usedS * Billing.SECOND_NS)).isCloseTo(expectedUsd, within(5e-5));
  }
}
