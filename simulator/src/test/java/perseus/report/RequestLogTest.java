package perseus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perseus.metric.Runs;
import perseus.server.Outcome;

class RequestLogTest {
  private static final String EXPECTED =
      """
      tenant,model,server,sent_ns,queued_ns,started_ns,ended_ns,outcome,execution
      "a,1","a,1-model",s0,5,6,7,9,completed,3
      b,b-model,,8,,,8,rejected,
      """;

  @TempDir Path folder;

  private static void log(RequestLog log) {
    log.requestEnded(0, 0, 5, 6, 7, 9, Outcome.COMPLETED, 3);
    log.requestEnded(1, -1, 8, -1, -1, 8, Outcome.REJECTED, -1);
  }

  @Test
  void holdsOneLinePerRequest() {
    Path file = folder.resolve("requests.csv");
    try (RequestLog log = RequestLog.open(Runs.system("a,1", "b"), file)) {
      log(log);
      assertThat(file).doesNotExist();
      log.commit();
    }
    assertThat(file).hasContent(EXPECTED);
  }

  @Test
  void isGzippedByItsName() throws IOException {
    Path file = folder.resolve("requests.csv.gz");
    try (RequestLog log = RequestLog.open(Runs.system("a,1", "b"), file)) {
      log(log);
      log.commit();
    }
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(EXPECTED);
    }
  }

  @Test
  void leavesNothingUnlessCommitted() {
    try (RequestLog log = RequestLog.open(Runs.system("a", "b"), folder.resolve("x.csv"))) {
      log(log);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFolder() {
    assertThatThrownBy(() -> RequestLog.open(Runs.system("a"), folder))
        .hasMessageContaining("is a folder");
  }
}
