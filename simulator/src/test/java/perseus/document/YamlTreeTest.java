package perseus.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class YamlTreeTest {
  @Test
  void valuesKeepTheirKinds() {
    JsonNode tree =
        YamlTree.parseValue("{a: 1, b: 1.5, c: text, d: true, e: null, f: [x], g: .nan, h: -.inf}");
    assertThat(tree.get("a").isIntegralNumber()).isTrue();
    assertThat(tree.get("b").doubleValue()).isEqualTo(1.5);
    assertThat(tree.get("c").stringValue()).isEqualTo("text");
    assertThat(tree.get("d").isBoolean()).isTrue();
    assertThat(tree.get("e").isNull()).isTrue();
    assertThat(tree.get("f").get(0).stringValue()).isEqualTo("x");
    assertThat(tree.get("g").doubleValue()).isNaN();
    assertThat(tree.get("h").doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1~a: 2|not valid YAML (f.yaml, line 2): Duplicate Object property \"a\"",
        "a: [1|not valid YAML (f.yaml, line 1): while parsing a flow sequence",
        "a: 1~---~b: 2|f.yaml: a second document starts here; one file holds one",
        "a: &x [1]~b: *x|f.yaml: anchors and aliases are not supported; write the value out",
        "^a: 1|not valid YAML (f.yaml, line 1)",
        "''|f.yaml is empty",
        "'# only a comment'|f.yaml is empty",
      })
  void whatIsNoSingleDocumentIsRefused(String text, String problem) {
    Reading reading = new Reading(Path.of(""));
    JsonNode tree =
        YamlTree.parse(
            content(text.replace('~', '\n').replace('^', '\t').getBytes(StandardCharsets.UTF_8)),
            reading);
    assertThat(tree).isNull();
    assertThat(reading.problems()).hasSize(1);
    assertThat(reading.problems().get(0).toString()).contains(problem);
  }

  @Test
  void deepNestingIsRefused() {
    Reading reading = new Reading(Path.of(""));
    String deep = "[".repeat(20_000) + "]".repeat(20_000);
    assertThat(YamlTree.parse(content(deep.getBytes(StandardCharsets.UTF_8)), reading)).isNull();
    assertThat(reading.problems()).hasSize(1);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    Reading reading = new Reading(Path.of(""));
    assertThat(YamlTree.parse(content(new byte[] {(byte) 0xff, 0, 1}), reading)).isNull();
    assertThat(reading.problems())
        .extracting(Problem::message)
        .containsExactly("f.yaml: not UTF-8 text");
  }

  private static InputFile.Content content(byte[] bytes) {
    return new InputFile.Content(new InputFile(Path.of("f.yaml"), ""), bytes);
  }
}
