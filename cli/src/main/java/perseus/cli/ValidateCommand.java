package perseus.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import perseus.calibrate.Calibration;
import perseus.calibrate.MeasurementTable;
import perseus.calibrate.ValidateOptions;
import perseus.calibrate.ValidateOptions.FrontEndMode;
import perseus.calibrate.Validation;
import perseus.calibrate.ValidationFiles;
import perseus.calibrate.ValidationText;
import perseus.profile.Profile;
import perseus.profile.ProfileJson;
import perseus.report.Manifest;
import perseus.report.ResultsFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Predictions beside measurements. */
@Command(
    name = "validate",
    description = "Simulate each row of measurement tables and report the error.")
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin OutputOption output;

  @Parameters(arity = "1..*", paramLabel = "TABLE.csv", description = "Measurement tables.")
  private List<Path> files;

  @Option(
      names = "--profile",
      required = true,
      paramLabel = "profile.json",
      description = "Profile that predicts.")
  private Path profileFile;

  @Option(
      names = "--filter",
      paramLabel = "COL=VALUE",
      description = "Only rows with this value in that column; may be repeated.")
  private Map<String, String> filter = new TreeMap<>();

  @Option(
      names = "--match",
      split = ",",
      paramLabel = "COL",
      description =
          "Key columns that must agree between row and profile entry, such as gpu,model; default:"
              + " the exact entry, else the only one that agrees on what both state.")
  private List<String> match = new ArrayList<>();

  @Option(
      names = "--front-end",
      paramLabel = "MODE",
      defaultValue = "PROFILE",
      description =
          "Front end that is simulated: ${COMPLETION-CANDIDATES}; the last two are baselines."
              + " Default ${DEFAULT-VALUE}.")
  private FrontEndMode frontEnd;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Base seed; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Rows simulated at a time; default: all processors.")
  private Integer threads;

  @Override
  public Integer call() throws IOException {
    Profile profile = ProfileJson.read(profileFile);
    List<MeasurementTable> tables = Calibration.read(files, filter);
    int used = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    try (Results results = Results.open(spec, output, "validation", used)) {
      Validation validation =
          Calibration.validate(tables, profile, new ValidateOptions(match, seed, used, frontEnd));
      ValidationFiles.write(validation, results.folder().file("."));
      List<Manifest.Input> inputs = new ArrayList<>();
      inputs.add(input(profileFile));
      for (Path file : files) {
        inputs.add(input(file));
      }
      ResultsFolder.writeProvenance(
          results.folder(), new Manifest(seed, 1, inputs, settings()), results.runInfo());
      spec.commandLine().getOut().print(ValidationText.table(validation));
      results.commit();
    }
    return ExitCode.DONE;
  }

  private static Manifest.Input input(Path file) throws IOException {
    return Manifest.Input.of(file.getFileName().toString(), file);
  }

  private List<String> settings() {
    List<String> settings = new ArrayList<>();
    filter.forEach((column, value) -> settings.add("--filter " + column + "=" + value));
    if (!match.isEmpty()) {
      settings.add("--match " + String.join(",", match));
    }
    if (frontEnd != FrontEndMode.PROFILE) {
      settings.add("--front-end " + frontEnd);
    }
    return settings;
  }
}
