package perseus.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 9, 0",
    "0.1, 9, 0.1",
    "2.0E-3, 9, 0.002",
    "2e23, 9, 200000000000000000000000",
    "1.23456789012, 9, 1.23456789",
    "100, 3, 100",
    "-12345, 2, -12000",
  })
  void roundsToSignificantDigitsWithoutExponent(double value, int digits, String text) {
    assertThat(Numbers.text(value, digits)).isEqualTo(text);
  }

  @Test
  void leavesWhatIsNotFiniteEmpty() {
    assertThat(Numbers.text(Double.NaN, 9)).isEmpty();
    assertThat(Numbers.fixed(Double.POSITIVE_INFINITY, 2)).isEmpty();
    assertThat(Numbers.fixed(2.5, 2)).isEqualTo("2.50");
  }
}
