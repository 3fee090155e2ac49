package perseus.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that cannot be understood: what is wrong, the nearest names, status 2. */
final class Refusals implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException refusal, String[] args) {
    CommandLine command = refusal.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("perseus: " + refusal.getMessage());
    UnmatchedArgumentException.printSuggestions(refusal, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.REFUSED;
  }
}
