package perseus.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "10m, 600000000000",
    "1.5s, 1500000000",
    "20ms, 20000000",
    "250us, 250000",
    "250µs, 250000",
    "7ns, 7",
    "2h, 7200000000000",
    "1d, 86400000000000",
    "0ms, 0",
    "0, 0",
    "1e3ms, 1000000000",
    "0.4ns, 0"
  })
  void durations(String text, long ns) {
    assertThat(read(Quantities.duration(0), text)).isEqualTo(ns);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10",
        "10 parsecs",
        "-1s",
        "1e99s",
        "9999999999999999h",
        "ms",
        "NaN",
        "[1s]",
        "1m30s"
      })
  void noDurations(String text) {
    assertThat(read(Quantities.duration(0), text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"120/s, 120", "0.5/s, 0.5", "30/m, 0.5", "7200/h, 2", "2/ms, 2000"})
  void rates(String text, double perSecond) {
    assertThat(read(Quantities.rate(false), text)).isEqualTo(perSecond);
  }

  @ParameterizedTest
  @ValueSource(strings = {"120", "0/s", "-3/s", "1e99/s", "120/x", "/s", "NaN/s", "true"})
  void noRates(String text) {
    assertThat(read(Quantities.rate(false), text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "602112, 602112", "600kB, 600000", "5MB, 5000000", "8GiB, 8589934592"})
  void bytes(String text, long bytes) {
    assertThat(read(Quantities.bytes(0), text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5.2", "5 elephants", "9999999TB", "1.5"})
  void noBytes(String text) {
    assertThat(read(Quantities.bytes(0), text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.3", "30%, 0.3", "1, 1", "0%, 0"})
  void fractions(String text, double fraction) {
    assertThat(read(Quantities.fraction(0, 1), text)).isEqualTo(fraction);
  }

  @Test
  void nearestNamesAreSuggested() {
    List<String> names = List.of("resnet50", "inceptionv3");
    assertThat(Names.suggest("resnet5O", names)).isEqualTo("did you mean 'resnet50'?");
    assertThat(Names.suggest("bert", names)).isEqualTo("valid: resnet50, inceptionv3");
    assertThat(Names.suggest("x", List.of())).isEmpty();
  }

  private static <T> T read(ValueType<T> type, String text) {
    Reading reading = new Reading(Path.of(""));
    T value = type.read(YamlTree.parseValue(text), "x", reading);
    assertThat(reading.problemCount()).isEqualTo(value == null ? 1 : 0);
    return value;
  }
}
