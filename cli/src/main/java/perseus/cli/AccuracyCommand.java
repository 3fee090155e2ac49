package perseus.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import perseus.calibrate.AccuracyReport;
import perseus.input.InvalidInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the accuracy report. */
@Command(
    name = "accuracy",
    description = "Fit and score the published Triton tables and write docs/ACCURACY.md.")
final class AccuracyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of published tables; default: the variable PERSEUS_DATA.")
  private Path data;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Profile fitted from solo and loaded rows; default: fitted now.")
  private Path profile;

  @Option(
      names = "--solo",
      paramLabel = "FILE",
      description = "Profile fitted from the solo rows alone; default: fitted now.")
  private Path solo;

  @Option(
      names = "-o",
      paramLabel = "FILE",
      defaultValue = "docs/ACCURACY.md",
      description = "The report; default: ${DEFAULT-VALUE}.")
  private Path output;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Simulations run at a time; default: all processors.")
  private Integer threads;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    AccuracyReport.write(
        data(),
        profile,
        solo,
        output,
        threads == null ? Runtime.getRuntime().availableProcessors() : threads,
        err::println);
    return ExitCode.DONE;
  }

  private Path data() {
    String variable = System.getenv("PERSEUS_DATA");
    if (data == null && (variable == null || variable.isEmpty())) {
      throw new InvalidInput(
          "accuracy", List.of("--data: is missing, and the variable PERSEUS_DATA is not set"));
    }
    Path folder = data == null ? Path.of(variable) : data;
    Path measurements = folder.resolve("measurements");
    Path tables = Files.isDirectory(measurements) ? measurements : folder;
    if (!Files.isDirectory(tables)) {
      throw new InvalidInput("accuracy", List.of("--data: no such folder: " + folder));
    }
    return tables;
  }
}
