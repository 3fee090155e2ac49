package perseus.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import perseus.input.InvalidInput;
import perseus.kernel.InvariantViolation;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A command that could not end: one message and the exit status that says whose fault it is. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    PrintWriter err = command.getErr();
    Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    boolean stacktrace = CommonOptions.stacktrace(parseResult);
    if (stacktrace) {
      failure.printStackTrace(err);
    }
    if (cause instanceof InvalidInput) {
      err.println("perseus: " + cause.getMessage());
      return ExitCode.REFUSED;
    }
    if (cause instanceof FileSystemException file) {
      err.println("perseus: " + describe(file));
      return ExitCode.REFUSED;
    }
    if (cause instanceof InvariantViolation) {
      err.println("perseus: " + cause.getMessage());
      return ExitCode.FAILED;
    }
    String where = stacktrace ? "" : " (--stacktrace shows where)";
    err.println("perseus: unexpected failure: " + oneLine(cause) + where);
    return ExitCode.FAILED;
  }

  private static String describe(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return failure.getFile() + ": no such file";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return failure.getFile() + ": exists already";
    }
    return failure.getFile() + ": " + (failure.getReason() == null ? failure : failure.getReason());
  }

  private static String oneLine(Throwable cause) {
    return cause.toString().replaceAll("\\s*\\R\\s*", " ");
  }
}
