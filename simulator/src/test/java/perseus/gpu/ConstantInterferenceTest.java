package perseus.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstantInterferenceTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1.25", "3, 1.5", "4, 1.8", "5, 2.1", "6, 2.4"})
  void countsCoRunnersAndContinuesTheLastStep(int running, double expected) {
    Interference bound =
        new ConstantInterference(List.of(1.25, 1.5, 1.8))
            .bind(Collections.nCopies(9, "m"), Collections.nCopies(9, Map.of()));
    assertThat(bound.slowdown(Running.of(new int[running]), 0)).isEqualTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"2, 1.2", "3, 1.1", "4, 1.1"})
  void neverContinuesDownwards(int running, double expected) {
    Interference bound =
        new ConstantInterference(List.of(1.2, 1.1)).bind(List.of("m"), List.of(Map.of()));
    assertThat(bound.slowdown(Running.of(new int[running]), 0)).isEqualTo(expected, within(1e-12));
  }
}
