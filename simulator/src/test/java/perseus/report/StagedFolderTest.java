package perseus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perseus.input.InvalidInput;

class StagedFolderTest {
  @TempDir Path parent;

  private long entries() throws IOException {
    try (Stream<Path> list = Files.list(parent)) {
      return list.count();
    }
  }

  @Test
  void appearsWholeAtTheEnd() throws IOException {
    Path target = parent.resolve("out");
    try (StagedFolder folder = StagedFolder.open(target)) {
      folder.write("manifest.json", "{}");
      assertThat(target).doesNotExist();
      folder.commit();
    }
    assertThat(target.resolve("manifest.json")).hasContent("{}");
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  void leavesNothingAfterAFailure() throws IOException {
    assertThatThrownBy(
            () -> {
              try (StagedFolder folder = StagedFolder.open(parent.resolve("a/out"))) {
                folder.write("summary.csv", "half");
                throw new IllegalStateException("the run failed");
              }
            })
        .isInstanceOf(IllegalStateException.class);
    assertThat(parent.resolve("a")).isEmptyDirectory();
  }

  @Test
  void keepsOldResultsUntilTheNewOnesAreThere() throws IOException {
    Path target = parent.resolve("out");
    Files.createDirectories(target.resolve("sub"));
    Files.writeString(target.resolve("manifest.json"), "old");
    Files.writeString(target.resolve("sub/x"), "old");
    try (StagedFolder folder = StagedFolder.open(target)) {
      folder.write("manifest.json", "new");
    }
    assertThat(target.resolve("manifest.json")).hasContent("old");
    try (StagedFolder folder = StagedFolder.open(target)) {
      folder.write("manifest.json", "new");
      folder.commit();
    }
    assertThat(target.resolve("manifest.json")).hasContent("new");
    assertThat(target.resolve("sub")).doesNotExist();
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  void takesAnEmptyFolder() throws IOException {
    Path target = Files.createDirectory(parent.resolve("out"));
    try (StagedFolder folder = StagedFolder.open(target)) {
      folder.write("manifest.json", "new");
      folder.commit();
    }
    assertThat(target.resolve("manifest.json")).exists();
  }

  @Test
  void leavesOtherPeoplesFilesAlone() throws IOException {
    Path target = Files.createDirectory(parent.resolve("home"));
    Files.writeString(target.resolve("thesis.tex"), "years of work");
    assertThatThrownBy(() -> StagedFolder.open(target))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("holds other files");
    Path file = Files.writeString(parent.resolve("file"), "x");
    assertThatThrownBy(() -> StagedFolder.open(file)).hasMessageContaining("is a file");
    assertThatThrownBy(() -> StagedFolder.open(Path.of("/")))
        .hasMessageContaining("folder of their own");
    assertThatThrownBy(() -> StagedFolder.open(file.resolve("out")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("cannot be created");
  }
}
