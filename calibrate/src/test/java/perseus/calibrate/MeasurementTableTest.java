package perseus.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perseus.input.InvalidInput;

class MeasurementTableTest {
  static final String HEADER =
      "gpu,model,load_mode,request_batch,concurrency,instances,dynamic_batching,max_batch,"
          + "preferred_batch,max_queue_delay_us,throughput_ips,avg_ms,p99_ms\n";
  private static final String ROW = "T4,m,closed-loop concurrency,1,8,2,yes,16,4 8,100,1000,8,9\n";

  @Test
  void aTableIsRecognisedByItsHeader() {
    MeasurementTable table = MeasurementTable.parse(HEADER + ROW, "t.csv", Map.of());

    assertThat(table.kind()).isEqualTo(TritonTable.KIND);
    TritonRow row = TritonRow.of(table).get(0);
    assertThat(row.concurrency()).isEqualTo(8);
    assertThat(row.config().dynamicBatching().preferredBatchSizes()).containsExactly(4, 8);
    assertThat(row.littleRatio()).isEqualTo(1.0);
    assertThat(RowFilter.reason(row)).isEmpty();
  }

  @Test
  void theFilterKeepsTheRowNumbers() {
    String csv = HEADER + ROW.replace("T4", "A100") + ROW;

    MeasurementTable table = MeasurementTable.parse(csv, "t.csv", Map.of("gpu", "T4"));

    assertThat(table.rows()).hasSize(1);
    assertThat(table.rows().get(0).number()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,8,2,yes|0,8,2,yes|row 1, request_batch: must be 1 to",
        "1,8,2,yes|x,8,2,yes|row 1, request_batch: must be a whole number (was 'x')",
        "1,8,2,yes|1,8.5,2,yes|row 1, concurrency: must be a whole number (was '8.5')",
        "1,8,2,yes|1,8,2,maybe|row 1, dynamic_batching: must be yes or no (was 'maybe')",
        "1000,8,9|NaN,8,9|row 1, throughput_ips: must be a number (was 'NaN')",
        "1000,8,9|1000,-8,9|row 1, avg_ms: must be 0 to",
        "1000,8,9|1000,1e99,9|row 1, avg_ms: must be 0 to",
        "1000,8,9|1000,8|Record 2 has 12 fields, but first record had 13 fields",
        "avg_ms|avg|header: is of no known table",
        "p99_ms|avg_ms|column 'avg_ms' stands twice"
      })
  void whatIsWrongIsNamedWithRowAndColumn(String good, String bad, String message) {
    String csv = HEADER + ROW;
    assertThat(csv).contains(good);

    assertThatThrownBy(() -> MeasurementTable.parse(csv.replace(good, bad), "t.csv", Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(message);
  }

  @Test
  void aFilterOfAnUnknownColumnIsRefused() {
    assertThatThrownBy(() -> MeasurementTable.parse(HEADER + ROW, "t.csv", Map.of("gpus", "T4")))
        .hasMessageContaining("did you mean 'gpu'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000,8,9|1100,8,9|contradicts itself",
        "1,8,2,yes|32,8,2,yes|exceeds max_batch 16",
        "1,8,2,yes|1,8,,yes|instances is not stated",
        "1000,8,9|1000,,9|no average latency"
      })
  void aValidRowThatCannotBeSimulatedHasAReason(String good, String bad, String reason) {
    MeasurementTable table =
        MeasurementTable.parse(HEADER + ROW.replace(good, bad), "t.csv", Map.of());

    assertThat(RowFilter.reason(TritonRow.of(table).get(0))).contains(reason);
  }
}
