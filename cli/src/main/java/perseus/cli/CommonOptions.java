package perseus.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Options that every command has. */
@Command
final class CommonOptions {
  private static final String STACKTRACE = "--stacktrace";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(names = STACKTRACE, description = "After an unexpected failure, print where it happened.")
  boolean stacktrace;

  static boolean stacktrace(ParseResult parsed) {
    for (ParseResult command = parsed; command != null; command = command.subcommand()) {
      if (command.commandSpec().findOption(STACKTRACE) != null
          && command.hasMatchedOption(STACKTRACE)) {
        return true;
      }
    }
    return false;
  }
}
