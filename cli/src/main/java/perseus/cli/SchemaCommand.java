package perseus.cli;

import java.util.concurrent.Callable;
import perseus.scenario.ScenarioReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints JSON Schemas. */
@Command(
    name = "schema",
    description = "Print the JSON Schema of a file format, for editors and validators.")
final class SchemaCommand implements Callable<Integer> {
  /** Formats that have a schema. */
  enum Format {
    SCENARIO
  }

  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;

  @Parameters(
      arity = "0..1",
      paramLabel = "FORMAT",
      defaultValue = "SCENARIO",
      description = "One of: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Format format;

  @Override
  public Integer call() {
    spec.commandLine()
        .getOut()
        .println(
            switch (format) {
              case SCENARIO -> ScenarioReader.schema().toPrettyString();
            });
    return ExitCode.DONE;
  }
}
