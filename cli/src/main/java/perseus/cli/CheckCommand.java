package perseus.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import perseus.check.CheckFamily;
import perseus.check.CheckRow;
import perseus.check.CheckText;
import perseus.check.Checks;
import perseus.input.InvalidInput;
import perseus.input.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Recomputes closed forms and published numbers. */
@Command(
    name = "check",
    description = "Recompute closed forms and published numbers with the engine.")
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;

  @Option(
      names = "--family",
      paramLabel = "NAME",
      description = "Only this family of checks; may be repeated.")
  private List<String> families = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of published tables; default: the variable PERSEUS_DATA.")
  private Path data;

  @Option(names = "--json", description = "Print an array with an object per check.")
  private boolean json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Checks run at a time; default: all processors.")
  private Integer threads;

  @Override
  public Integer call() {
    refuseUnknown();
    PrintWriter err = spec.commandLine().getErr();
    AtomicInteger done = new AtomicInteger();
    List<CheckRow> rows =
        Checks.run(
            Checks.FAMILIES,
            families,
            data(),
            threads == null ? Runtime.getRuntime().availableProcessors() : threads,
            id -> err.println("[" + done.incrementAndGet() + "] " + id));
    spec.commandLine().getOut().print(json ? CheckText.json(rows) : CheckText.table(rows));
    boolean failed = rows.stream().anyMatch(row -> Boolean.FALSE.equals(row.pass()));
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void refuseUnknown() {
    List<String> known = Checks.FAMILIES.stream().map(CheckFamily::name).toList();
    Problems problems = new Problems("check");
    for (String family : families) {
      if (!known.contains(family)) {
        problems.add(
            "--family",
            "no family '"
                + family
                + "'"
                + Problems.didYouMean(family, known)
                + "; there are "
                + String.join(", ", known));
      }
    }
    if (data != null && !java.nio.file.Files.isDirectory(data)) {
      problems.add("--data", "no such folder: " + data);
    }
    problems.throwIfAny();
  }

  private Path data() {
    String variable = System.getenv("PERSEUS_DATA");
    if (data != null || variable == null || variable.isEmpty()) {
      return data;
    }
    Path folder = Path.of(variable);
    if (!java.nio.file.Files.isDirectory(folder)) {
      throw new InvalidInput("PERSEUS_DATA", List.of("no such folder: " + variable));
    }
    return folder;
  }
}
