package perseus.report;

import java.util.List;

/**
 * Circumstances of a run that its results do not depend on.
 *
 * @param commandLine words of the command
 * @param threads threads used
 * @param wallNs time it took
 */
public record RunInfo(List<String> commandLine, int threads, long wallNs) {
  public RunInfo {
    commandLine = List.copyOf(commandLine);
  }
}
