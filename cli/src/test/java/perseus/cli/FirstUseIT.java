package perseus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher builds on first use, once, and again only when a source changed. */
class FirstUseIT {
  private static final Map<String, String> BUILD = Map.of("PERSEUS_JAR", "");

  @TempDir private Path folder;

  @Test
  void buildsOnceAfterAnInterruptedBuildAndAgainAfterAChange() throws Exception {
    Path tree = SourceTree.copy(folder.resolve("a clone"));
    interruptBuild(tree);
    assertThat(tree.resolve("cli/target/perseus.built")).doesNotExist();
    assertThat(tree.resolve("target/perseus.lock")).exists();

    CompletableFuture<Launched> other = CompletableFuture.supplyAsync(() -> version(tree));
    Launched one = version(tree);
    Launched two = other.get(10, TimeUnit.MINUTES);

    assertThat(List.of(one.status(), two.status())).containsOnly(0);
    assertThat(one.out()).startsWith("perseus ").isEqualTo(two.out());
    assertThat(occurrences("perseus: built in", one.err() + two.err())).isEqualTo(1);
    assertThat(tree.resolve("target/perseus.lock")).doesNotExist();

    assertThat(version(tree).err()).isEmpty();

    Files.writeString(
        tree.resolve("simulator/src/main/resources/perseus/version.properties"),
        "version=changed\n");
    assertThat(version(tree).out()).startsWith("perseus changed");

    Files.writeString(
        tree.resolve("cli/src/main/java/perseus/cli/Main.java"), "?", StandardOpenOption.APPEND);
    Launched broken = version(tree);
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.out()).isEmpty();
    assertThat(broken.err()).contains("Main.java", "perseus: the build failed");
    assertThat(tree.resolve("target/perseus.lock")).doesNotExist();
  }

  private Launched version(Path tree) {
    return Launched.command(
        folder, BUILD, List.of(tree.resolve("perseus").toString(), "--version"));
  }

  private void interruptBuild(Path tree) throws IOException, InterruptedException {
    Path err = folder.resolve("interrupted.txt");
    Process process =
        Launched.start(
            folder,
            BUILD,
            List.of(tree.resolve("perseus").toString(), "--version"),
            folder.resolve("out.txt"),
            err);
    while (!Files.readString(err).contains("building")) {
      Thread.sleep(50);
    }
    Thread.sleep(1000);
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.destroyForcibly();
      child.onExit().join();
    }
  }

  private static int occurrences(String what, String text) {
    return text.split(java.util.regex.Pattern.quote(what), -1).length - 1;
  }
}
