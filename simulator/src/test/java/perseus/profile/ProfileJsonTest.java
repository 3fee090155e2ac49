package perseus.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perseus.gpu.ConstantInterference;
import perseus.input.InvalidInput;
import perseus.server.Host;

class ProfileJsonTest {
  @Test
  void aProfileReadsBackAsItWasWritten(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("p.json");
    ProfileJson.write(example(), file);

    Profile read = ProfileJson.read(file);

    assertThat(ProfileJson.format(read)).isEqualTo(Files.readString(file));
    assertThat(read.entries().get(0).key()).isEqualTo(example().entries().get(0).key());
    assertThat(read.entries().get(0).service().totalNs(3)).isEqualTo(3_400_000.0);
    assertThat(read.entries().get(0).frontEnd().handlerNs()).isEqualTo(123_456);
    assertThat(read.entries().get(0).service().latencyFraction(1)).isEqualTo(0.2);
    assertThat(read.interference()).isEqualTo(example().interference());
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"formatVersion\" : 1|\"formatVersion\" : 7|formatVersion: this program reads version 1",
        "\"gpu\" : \"T4\"|\"gpuu\" : \"T4\"|entries[0].key.gpuu: unknown key; did you mean 'gpu'?",
        "\"batch\" : [ 1, 4 ]|\"batch\" : [ 4, 1 ]|batch[1]: must be greater than 4 (was 1)",
        "\"batch\" : [ 1, 4 ]|\"batch\" : [ ]|entries[0].service.batch: must not be empty",
        "\"handlers\" : 2|\"handlers\" : 0|frontEnd.handlers: must be in [1, 4096] (was 0)",
        "\"handlers\" : 2|\"handlers\" : \"x\"|handlers: must be a whole number (was \"x\")",
        "\"occupancy\" : 1.0|\"occupancy\" : -1|occupancy: must be 1.0E-6 to 1 (was -1)",
        "[ 0.2, 0.1 ]|[ 0.2 ]|latencyFraction: must hold a number per batch size (holds 1)",
        "[ 0.2, 0.1 ]|2|service.latencyFraction: must be 0 to 1 (was 2)",
        "[ 1.1, 1.2 ]|[ 1.1, 0 ]|interference.T4.slowdown[1]: must be a number",
        "\"model\" : \"constant\"|\"model\" : \"konstant\"|did you mean 'constant'?",
        "\"kind\" : \"lognormal\"|\"kind\" : \"lognormel\"|did you mean 'lognormal'?",
        "\"cv\" : 0.1|\"cv\" : -1|distribution.cv: must be 0 to 100 (was -1)",
        "\"gpuMs\" : [ 1.0, 2.0 ]|\"gpuMs\" : [ 1.0, 20.0 ]|gpuMs[1]: must not exceed",
        "\"gpuMs\" : [ 1.0, 2.0 ]|\"gpuMs\" : [ 1.0 ]|as many elements as batch, 2 (was 1)",
        "\"basis\" : \"assumed\"|\"basis\" : \"guess\"|parameters[0].basis: must be one of",
        "\"entries\"|\"entrees\"|entries: is missing",
        "\"entries\"|entries|is not JSON"
      })
  void whatIsWrongIsNamedWithItsPath(String good, String bad, String message) {
    String json = ProfileJson.format(example());
    assertThat(json).contains(good);

    assertThatThrownBy(() -> ProfileJson.parse(json.replace(good, bad), "p.json"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("p.json: ")
        .hasMessageContaining(message);
  }

  private static Profile example() {
    ProfileKey key = new ProfileKey("T4", "resnet50", "FP16", "TensorFlow", "TensorRT", "");
    ServiceCurve curve =
        new ServiceCurve(
            new int[] {1, 4},
            new double[] {100_000, 400_000},
            new double[] {2_000_000, 3_500_000},
            new double[] {100_000, 100_000},
            new double[] {1_000_000, 2_000_000},
            ServiceDistribution.lognormal(0.1),
            new double[] {1, 1},
            new double[] {0.2, 0.1});
    return new Profile(
        List.of(
            new ProfileEntry(
                key,
                curve,
                new Host.FrontEnd(0, 2, 123_456, 0.8, 0, 0, false, 250_000),
                0,
                0,
                602_112,
                4_000,
                Map.of("pressure", 0.5),
                List.of(
                    new ProfileEntry.Parameter(
                        "frontEnd.handlers", 2, 1, 16, Basis.ASSUMED, "one loaded row only")),
                List.of(new ProfileEntry.Residual("t.csv", 3, "avg_ms", 10, 10.5)),
                List.of("t.csv rows 1-8"))),
        Map.of("T4", new ConstantInterference(List.of(1.1, 1.2))));
  }
}
