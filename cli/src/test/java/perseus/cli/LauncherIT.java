package perseus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does before the jar runs. */
class LauncherIT {
  @TempDir private Path folder;

  @Test
  void printsTheVersionOfTheBuild() {
    Launched run = Launched.perseus(folder, "--version");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("perseus " + perseus.Version.current());
    assertThat(run.err()).isEmpty();
  }

  @Test
  void worksThroughASymbolicLinkInAFolderWithSpaces() throws IOException {
    Path links = Files.createDirectories(folder.resolve("a folder/with spaces"));
    Path first = Files.createSymbolicLink(links.resolve("p e"), Launched.ROOT.resolve("perseus"));
    Path second = Files.createSymbolicLink(links.resolve("link"), first.getFileName());

    Launched run = Launched.command(links, Map.of(), List.of(second.toString(), "--version"));

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("perseus ");
  }

  @Test
  void refusesAnOldJdk() throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk11"));
    executable(home.resolve("bin/java"), "exit 3");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    Launched run = withEnvironment(Map.of("JAVA_HOME", home.toString()));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("needs a JDK 17 or newer", "11.0.2").hasLineCount(1);
  }

  @Test
  void refusesAJavaHomeWithoutJava() {
    Launched run = withEnvironment(Map.of("JAVA_HOME", folder.toString()));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("JAVA_HOME is " + folder, "bin/java").hasLineCount(1);
  }

  @Test
  void refusesAnOldMavenWhenItHasToBuild() throws IOException {
    Path tree = SourceTree.copy(folder.resolve("tree"));
    executable(folder.resolve("bin/mvn"), "echo 'Apache Maven 3.6.3 (abc)'");
    String path = folder.resolve("bin") + ":" + System.getenv("PATH");

    Launched run =
        Launched.command(
            folder,
            Map.of("PERSEUS_JAR", "", "PATH", path),
            List.of(tree.resolve("perseus").toString(), "--version"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("needs Maven 3.8.7 or newer, found 3.6.3").hasLineCount(1);
    assertThat(tree.resolve("target/perseus.lock")).doesNotExist();
  }

  @Test
  void writesACompletionScriptThatBashAccepts() throws IOException {
    Launched run = Launched.perseus(folder, "generate-completion");
    Path script = Files.writeString(folder.resolve("completion"), run.out());

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("complete -F");
    assertThat(Launched.command(folder, Map.of(), List.of("bash", script.toString())))
        .isEqualTo(new Launched(0, "", ""));
  }

  private Launched withEnvironment(Map<String, String> environment) {
    return Launched.command(
        folder, environment, List.of(Launched.ROOT.resolve("perseus").toString(), "--version"));
  }

  static void executable(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("Cannot make executable: " + file);
    }
  }
}
