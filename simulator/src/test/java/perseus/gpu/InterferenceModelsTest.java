package perseus.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.ObjectMapper;

class InterferenceModelsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<InterferenceModel> models() {
    return Stream.of(
        new NoInterference(),
        new ConstantInterference(List.of(1.25, 1.5)),
        new PairwiseInterference(Map.of("a", Map.of("b", 1.1, "a", 1.2)), 1.05),
        new LinearInterference(LinearInterference.Form.LOG_LINEAR, List.of()),
        new LinearInterference(LinearInterference.Form.GPU_LET, List.of(0.1, 0.2, 0.3, 0.4, 0.5)),
        new IgniterInterference(0.003, -0.004, 53.5, 300, 1530, -1.02));
  }

  @ParameterizedTest
  @MethodSource("models")
  void readsBackWhatItWrites(InterferenceModel model) {
    List<String> problems = new ArrayList<>();
    String json = JSON.writeValueAsString(InterferenceModels.toMap(model));
    assertThat(InterferenceModels.parse(JSON.readTree(json), "interference.T4", problems))
        .isEqualTo(model);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|i.model: must name an interference model",
        "3|i: must name an interference model",
        "null|i: must name an interference model",
        "\"nonne\"|did you mean 'none'?",
        "{\"model\":\"pairwize\"}|i.model: no interference model 'pairwize'; did you mean 'pairwise'?",
        "{\"model\":\"constant\"}|i.slowdown: missing",
        "\"constant\"|i.slowdown: missing",
        "{\"model\":\"constant\",\"slowdown\":[1.1,-2]}|i.slowdown[1]: must be a number from 0.01 to 1000.0 (was -2)",
        "{\"model\":\"constant\",\"slowdown\":[1.1,\"x\"]}|i.slowdown[1]: must be a number",
        "{\"model\":\"constant\",\"slowdown\":[]}|must hold at least 1 number(s) (held 0)",
        "{\"model\":\"constant\",\"slowdwon\":[1.1]}|i.slowdwon: unknown key; did you mean 'slowdown'?",
        "{\"model\":\"none\",\"x\":1}|i.x: unknown key",
        "{\"model\":\"pairwise\",\"slowdown\":{\"a\":{\"b\":0}}}|i.slowdown.a.b: must be a number",
        "{\"model\":\"pairwise\",\"slowdown\":{\"a\":3}}|i.slowdown.a: must be an object of numbers (was 3)",
        "{\"model\":\"pairwise\",\"slowdown\":7}|i.slowdown: must be an object of objects (was 7)",
        "{\"model\":\"linear\"}|i.form: missing; one of gpu-let, log-linear",
        "{\"model\":\"linear\",\"form\":\"gpulet\"}|did you mean 'gpu-let'?",
        "{\"model\":\"linear\",\"form\":\"gpu-let\",\"coefficients\":[1]}|must hold 5 numbers (held 1)",
        "{\"model\":\"igniter\",\"idlePowerW\":-1}|i.idlePowerW: must be a number from 0.0",
        "{\"model\":\"igniter\",\"idlePowerW\":-1}|i.frequencyAlpha: missing",
      })
  void refusesWithPathAndHint(String json, String expected) {
    List<String> problems = new ArrayList<>();
    assertThat(InterferenceModels.parse(JSON.readTree(json), "i", problems)).isNull();
    assertThat(problems).anySatisfy(problem -> assertThat(problem).contains(expected));
  }
}
