package perseus.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perseus.input.InvalidInput;

class StudyReaderTest {
  @TempDir Path folder;

  @BeforeEach
  void base() throws IOException {
    Files.writeString(folder.resolve("base.yaml"), "formatVersion: 1\n");
  }

  private Study read(String yaml) throws IOException {
    return StudyReader.read(Files.writeString(folder.resolve("study.yaml"), yaml));
  }

  @Test
  void multipliesTheAxes() throws IOException {
    AxesStudy study =
        (AxesStudy)
            read(
                """
                formatVersion: 1
                base: base.yaml
                axes:
                  - {path: "tenants[0].arrivals.rate", values: [50/s, 100/s]}
                  - {path: "models[0].instances", values: [1, 2, 4]}
                replications: 3
                """);
    assertThat(study.base()).isEqualTo(folder.resolve("base.yaml"));
    assertThat(study.replications()).isEqualTo(3);
    assertThat(study.points()).hasSize(6);
    assertThat(study.points().get(1).overrides())
        .isEqualTo(List.of("tenants[0].arrivals.rate=50/s", "models[0].instances=2"));
    assertThat(study.points().get(5).values()).isEqualTo(List.of("100/s", "4"));
  }

  @Test
  void keepsFractionsAsTheyAreWritten() throws IOException {
    AxesStudy study =
        (AxesStudy)
            read(
                "{formatVersion: 1, base: base.yaml, axes: [{path: a, values: [0.002, 1.5, 2e3]}]}");
    assertThat(study.axes().get(0).values()).isEqualTo(List.of("0.002", "1.5", "2000"));
  }

  @Test
  void saysWhenAPathNeedsQuotes() {
    assertThat(
            catchThrowableOfType(
                InvalidInput.class,
                () -> read("{formatVersion: 1, axes: [{path: tenants[0].rate, values: [1]}]}")))
        .hasMessageContaining("needs quotes");
  }

  @Test
  void takesValuesThatAreMappings() throws IOException {
    AxesStudy study =
        (AxesStudy)
            read(
                """
                formatVersion: 1
                base: base.yaml
                axes: [{path: routing, values: [{policy: random}]}]
                """);
    assertThat(study.points().get(0).overrides())
        .isEqualTo(List.of("routing={\"policy\":\"random\"}"));
  }

  @Test
  void handsAFrontierStudyOnUnread() throws IOException {
    Study study = read("{formatVersion: 1, kind: frontier, anything: [1]}");
    assertThat(study).isInstanceOf(FrontierStudy.class);
    assertThat(((FrontierStudy) study).document().get("anything").size()).isEqualTo(1);
  }

  @Test
  void reportsEveryProblemAtOnce() {
    InvalidInput refused =
        catchThrowableOfType(
            InvalidInput.class,
            () ->
                read(
                    """
                    formatVersion: 1
                    base: bse.yaml
                    axis: []
                    axes:
                      - {path: a, values: []}
                      - {path: a, vales: [1]}
                    replications: 0
                    """));
    assertThat(refused.problems())
        .anyMatch(p -> p.startsWith("base: no such file"))
        .anyMatch(p -> p.startsWith("axis: unknown key; did you mean 'axes'?"))
        .anyMatch(p -> p.startsWith("axes[0].values: must have at least one entry"))
        .anyMatch(p -> p.startsWith("axes[1].path: 'a' is varied by an axis before"))
        .anyMatch(p -> p.startsWith("axes[1].values: is missing"))
        .anyMatch(p -> p.startsWith("axes[1].vales: unknown key"))
        .anyMatch(p -> p.startsWith("replications: must be in [1, 100000]"));
  }

  @Test
  void refusesAnUnknownKindAndTooManyPoints() {
    assertThat(
            catchThrowableOfType(
                InvalidInput.class, () -> read("{formatVersion: 1, kind: fronteer}")))
        .hasMessageContaining("did you mean 'frontier'?");
    String thousand =
        String.join(",", java.util.stream.IntStream.range(0, 1000).mapToObj(i -> "" + i).toList());
    assertThat(
            catchThrowableOfType(
                InvalidInput.class,
                () ->
                    read(
                        "{formatVersion: 1, base: base.yaml, axes: [{path: a, values: [%1$s]}, {path: b, values: [%1$s]}]}"
                            .formatted(thousand))))
        .hasMessageContaining("more than 100000 points");
  }
}
