package perseus.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command: says what there is. */
@Command(
    name = "perseus",
    description =
        "Predicts latency, SLO attainment and dollars of many models served on shared GPUs.",
    subcommands = {
      SimulateCommand.class,
      CompareCommand.class,
      SweepCommand.class,
      PlanCommand.class,
      FitCommand.class,
      ValidateCommand.class,
      ProfileCommand.class,
      CheckCommand.class,
      AccuracyCommand.class,
      SchemaCommand.class,
      GenerateCompletion.class
    },
    versionProvider = PerseusCommand.BuildVersion.class,
    footer = {
      "",
      "Results go to standard output, progress and diagnostics to standard error.",
      "Exit status: 0 done, 1 the run or a stated tolerance failed, 2 the input was refused."
    },
    synopsisSubcommandLabel = "COMMAND")
final class PerseusCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin CommonOptions common;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  boolean version;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is needed.");
  }

  /** What {@code --version} prints. */
  static final class BuildVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "perseus " + perseus.Version.current(), "JDK " + System.getProperty("java.version")
      };
    }
  }
}
