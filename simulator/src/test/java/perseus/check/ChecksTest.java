package perseus.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static CheckFamily family(String name, double got) {
    return new CheckFamily() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<CheckCase> cases(Path data) {
        return List.of(
            new CheckCase(
                name + ".a", 1, () -> List.of(CheckRow.within(name + ".a.x", "s", 1, got, 0.1))),
            new CheckCase(
                name + ".b",
                2,
                () -> List.of(CheckRow.unchecked(name + ".b.x", "s", 1, "no tables"))));
      }
    };
  }

  @Test
  void rowsKeepTheirOrderWhateverTheThreads() {
    List<CheckFamily> families = List.of(family("one", 1.05), family("two", 1.2));
    for (int threads = 1; threads <= 4; threads++) {
      List<String> finished = Collections.synchronizedList(new ArrayList<>());
      List<CheckRow> rows = Checks.run(families, List.of(), null, threads, finished::add);
      assertThat(rows)
          .extracting(CheckRow::id)
          .containsExactly("one.a.x", "one.b.x", "two.a.x", "two.b.x");
      assertThat(rows).extracting(CheckRow::pass).containsExactly(true, null, false, null);
      assertThat(finished).containsExactlyInAnyOrder("one.a", "one.b", "two.a", "two.b");
    }
  }

  @Test
  void unknownFamiliesAreNamed() {
    assertThatThrownBy(
            () -> Checks.run(List.of(family("one", 1)), List.of("uno", "one"), null, 1, m -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("uno")
        .hasMessageContaining("there are one");
  }

  @Test
  void aWideIntervalFails() {
    CheckRow row = Experiment.row("x", "s", 1, new double[] {0.5, 1.5, 0.5, 1.5});
    assertThat(row.pass()).isFalse();
    assertThat(row.reason()).contains("2 %");
  }

  @Test
  void theExactFamiliesPass() {
    assertThat(Checks.run(List.of("dd1", "closed"), null))
        .hasSizeGreaterThan(30)
        .allMatch(row -> Boolean.TRUE.equals(row.pass()), "passes");
  }

  @Test
  void familiesHaveDistinctLowerCaseIds() {
    List<String> ids =
        Checks.FAMILIES.stream()
            .flatMap(family -> family.cases(null).stream())
            .map(CheckCase::id)
            .toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z0-9.]+"));
  }
}
