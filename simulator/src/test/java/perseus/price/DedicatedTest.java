package perseus.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DedicatedTest {
  @Test
  void countsFractionalAndWholeServers() {
    Dedicated dedicated = Dedicated.of(0.852, List.of(100.0, 90.0), List.of(200.0, 150.0), 0.852);
    assertThat(dedicated.fractionalServers()).isCloseTo(1.1, within(1e-12));
    assertThat(dedicated.fractionalUsdPerHour()).isCloseTo(0.9372, within(1e-12));
    assertThat(dedicated.fractionalSaving()).isCloseTo(1 - 1 / 1.1, within(1e-12));
    assertThat(dedicated.wholeServers()).isEqualTo(2);
    assertThat(dedicated.wholeSaving()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void needsNoSecondServerForARoundingError() {
    double peak = 0.1 + 0.2;
    assertThat(Dedicated.of(1, List.of(3 * peak), List.of(0.3), 1).wholeServers()).isEqualTo(3);
    assertThat(Dedicated.of(1, List.of(0.0), List.of(5.0), 1).wholeServers()).isZero();
  }

  @Test
  void refusesAPeakOfZero() {
    assertThatThrownBy(() -> Dedicated.of(1, List.of(1.0), List.of(0.0), 1))
        .hasMessageContaining("peak must be positive");
  }
}
