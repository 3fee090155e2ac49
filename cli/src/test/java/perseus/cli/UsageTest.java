package perseus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A command line that cannot be understood is refused with what is nearest to it. */
class UsageTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "generate-completio | Did you mean: perseus generate-completion",
        "--verison | Possible solutions: --version",
        "'' | A command is needed"
      })
  void refusesWithTheNearestName(String line, String hint) {
    int status = line.isEmpty() ? run() : run(line.split(" "));

    assertThat(status).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).startsWith("perseus: ").contains(hint).doesNotContain("\tat ");
  }

  @Test
  void everyCommandExplainsItself() {
    CommandLine root = Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true));

    root.getSubcommands()
        .forEach(
            (name, command) -> {
              assertThat(command.getUsageMessage()).startsWith("Usage: perseus " + name);
              assertThat(command.getCommandSpec().usageMessage().description())
                  .as(name)
                  .isNotEmpty();
              command
                  .getCommandSpec()
                  .options()
                  .forEach(option -> assertThat(option.description()).as(name).isNotEmpty());
              command
                  .getCommandSpec()
                  .positionalParameters()
                  .forEach(parameter -> assertThat(parameter.description()).as(name).isNotEmpty());
            });
  }
}
