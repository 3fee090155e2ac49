package perseus.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import perseus.calibrate.Calibration;
import perseus.calibrate.FitOptions;
import perseus.calibrate.MeasurementTable;
import perseus.profile.Profile;
import perseus.profile.ProfileJson;
import perseus.profile.ProfileText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measurement tables to a profile. */
@Command(name = "fit", description = "Fit a profile to measurement tables, with residuals.")
final class FitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;

  @Parameters(arity = "1..*", paramLabel = "TABLE.csv", description = "Measurement tables.")
  private List<Path> files;

  @Option(
      names = "--filter",
      paramLabel = "COL=VALUE",
      description = "Only rows with this value in that column; may be repeated.")
  private Map<String, String> filter = new TreeMap<>();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "profile.json",
      description = "The profile to write.")
  private Path output;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the simulations inside the fit; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Cases fitted at a time; default: all processors.")
  private Integer threads;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    List<MeasurementTable> tables = Calibration.read(files, filter);
    int used = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Profile profile = Calibration.fit(tables, new FitOptions(seed, used, err::println));
    ProfileJson.write(profile, output);
    spec.commandLine().getOut().print(ProfileText.overview(profile));
    err.println("Profile: " + output);
    return ExitCode.DONE;
  }
}
