package perseus.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairwiseInterferenceTest {
  private static final PairwiseInterference TABLE =
      new PairwiseInterference(
          Map.of("a", Map.of("a", 1.1, "b", 1.3), "b", Map.of("a", 1.05)), 1.02);

  @Test
  void neighboursMultiply() {
    Interference bound = TABLE.bind(List.of("a", "b", "a"), List.of(Map.of(), Map.of(), Map.of()));
    assertThat(bound.slowdown(Running.of(0), 0)).isEqualTo(1);
    assertThat(bound.slowdown(Running.of(0, 1), 0)).isEqualTo(1.3);
    assertThat(bound.slowdown(Running.of(0, 1), 1)).isEqualTo(1.05);
    assertThat(bound.slowdown(Running.of(0, 1, 2), 0)).isEqualTo(1.43, within(1e-12));
    assertThat(bound.slowdown(Running.of(0, 0), 1)).isEqualTo(1.1);
  }

  @Test
  void missingPairsTakeTheFallbackAndAreListed() {
    Interference bound = TABLE.bind(List.of("b", "c"), List.of(Map.of(), Map.of()));
    assertThat(bound.slowdown(Running.of(0, 1), 0)).isEqualTo(1.02);
    assertThat(TABLE.assumedPairs(List.of("a", "b", "a"))).containsExactly("b beside b");
  }
}
