package perseus.cli;

/** What the exit status means. */
final class ExitCode {
  static final int DONE = 0;

  /** The run, or a tolerance that was stated, failed. */
  static final int FAILED = 1;

  /** The input was refused; nothing was run or written. */
  static final int REFUSED = 2;

  private ExitCode() {}
}
