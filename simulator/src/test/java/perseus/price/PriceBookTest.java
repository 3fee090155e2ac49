package perseus.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import perseus.input.InvalidInput;
import perseus.profile.Basis;

class PriceBookTest {
  /** The repository's shipped price books. */
  private static final Path SHIPPED = Path.of("..", "scenarios", "prices");

  @TempDir Path folder;

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(SHIPPED)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedBookIsReadAndSaysWhereItsPricesAreFrom(Path file) {
    PriceBook book = PriceBookReader.read(file);
    assertThat(book.prices()).isNotEmpty();
    assertThat(book.prices().values())
        .allMatch(price -> price.usdPerHour() > 0 && !price.source().isBlank());
  }

  @ParameterizedTest
  @CsvSource({
    "1xp4, 0.852, 1",
    "2xp4, 1.452, 2",
    "1xt4, 0.602, 1",
    "2xt4, 0.952, 2",
    "1xt4-2019, 1.202, 1",
    "2xt4-2019, 2.152, 2"
  })
  void sumsMachineAndGpusOfJanuary2020(String gpus, double usdPerHour, int count) {
    Price price =
        PriceBookReader.read(SHIPPED.resolve("gcp-2020-01.yaml"))
            .price("n1-custom-6-12288+" + gpus)
            .orElseThrow();
    assertThat(price.usdPerHour()).isCloseTo(usdPerHour, within(1e-9));
    assertThat(price.gpus()).isEqualTo(count);
    assertThat(price.basis()).isEqualTo(Basis.ASSUMED);
    assertThat(price.billing()).isEqualTo(new Billing(Billing.SECOND_NS, 60 * Billing.SECOND_NS));
  }

  private PriceBook read(String yaml) throws IOException {
    return PriceBookReader.read(Files.writeString(folder.resolve("book.yaml"), yaml));
  }

  private InvalidInput refused(String yaml) {
    return catchThrowableOfType(InvalidInput.class, () -> read(yaml));
  }

  @Test
  void takesTheBooksSourceAndBillingUnlessTheEntryHasItsOwn() throws IOException {
    PriceBook book =
        read(
            """
            formatVersion: 1
            date: 2024-02-29
            source: list
            billing: {granularity: hour}
            entries:
              - {name: a, usdPerHour: 1}
              - {name: b, usdPerHour: 2, source: invoice, verified: false, billing: {granularity: minute, minimum: 600}}
            """);
    assertThat(book.price("a"))
        .contains(
            new Price(
                "a", 1, new Billing(Billing.HOUR_NS, 0), "", 0, 0, 0, "list", Basis.MEASURED));
    Billing minutes = new Billing(Billing.MINUTE_NS, 600 * Billing.SECOND_NS);
    assertThat(book.price("b"))
        .contains(new Price("b", 2, minutes, "", 0, 0, 0, "invoice", Basis.ASSUMED));
    assertThat(book.price("c")).isEmpty();
  }

  @Test
  void reportsEveryProblemAtOnce() {
    InvalidInput refused =
        refused(
            """
            formatVersion: 2
            date: January
            currency: EUR
            billing: {granularity: secnd}
            components:
              - {name: p4, usdPerHour: -1, source: x}
            entries:
              - {name: a, usdPerHour: .nan, sorce: x}
              - {name: a, parts: {p5: 1}}
              - {name: b, usdPerHour: 0, parts: {p4: -2}, source: x}
              - {name: c, usdPerHour: cheap, gpu: {count: 0}, source: x}
            """);
    assertThat(refused.problems())
        .anyMatch(p -> p.contains("formatVersion"))
        .anyMatch(p -> p.startsWith("date:") && p.contains("January"))
        .anyMatch(p -> p.startsWith("currency: must be USD (was 'EUR')"))
        .anyMatch(p -> p.contains("did you mean 'second'?"))
        .anyMatch(p -> p.startsWith("components[0].usdPerHour"))
        .anyMatch(p -> p.startsWith("entries[0].usdPerHour"))
        .anyMatch(p -> p.startsWith("entries[0].sorce: unknown key; did you mean 'source'?"))
        .anyMatch(p -> p.startsWith("entries[0].source: is missing"))
        .anyMatch(p -> p.startsWith("entries[1].name: 'a' stands here for the second time"))
        .anyMatch(p -> p.startsWith("entries[1].parts.p5: no component 'p5'; did you mean 'p4'?"))
        .anyMatch(p -> p.startsWith("entries[2].usdPerHour: exactly one of"))
        .anyMatch(p -> p.startsWith("entries[2].parts.p4"))
        .anyMatch(p -> p.startsWith("entries[3].usdPerHour: must be a number"))
        .anyMatch(p -> p.startsWith("entries[3].gpu.type: is missing"))
        .anyMatch(p -> p.startsWith("entries[3].gpu.count"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''|is empty", "'a: 1\na: 2'|not valid YAML", "'a: ['|not valid YAML"})
  void refusesWhatIsNoBook(String yaml, String why) {
    assertThat(refused(yaml)).hasMessageContaining(why);
  }

  @Test
  void refusesAMissingFile() {
    assertThat(
            catchThrowableOfType(
                InvalidInput.class, () -> PriceBookReader.read(folder.resolve("none.yaml"))))
        .hasMessageContaining("no such file");
  }
}
