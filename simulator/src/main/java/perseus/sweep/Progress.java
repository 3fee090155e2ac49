package perseus.sweep;

import java.io.PrintStream;
import perseus.metric.Numbers;

/** Says on a stream how many points are done and how long the rest will take. */
final class Progress {
  private final PrintStream out;
  private final int points;
  private final long startNs = System.nanoTime();
  private int done;
  private int simulated;

  Progress(PrintStream out, int points) {
    this.out = out;
    this.points = points;
  }

  /** Points of an earlier run that are not simulated again. */
  synchronized void resumed(int count) {
    done += count;
    if (count > 0) {
      out.println(count + " of " + points + " points were finished by an earlier run");
    }
  }

  /** A point ended now. */
  synchronized void finished(String label, boolean failed) {
    done++;
    simulated++;
    double left = (System.nanoTime() - startNs) / 1e9 / simulated * (points - done);
    out.println(
        "[%d/%d] %s%s%s"
            .formatted(
                done,
                points,
                label,
                failed ? ": FAILED" : "",
                done < points ? ", about " + time(left) + " left" : ""));
  }

  private static String time(double seconds) {
    return seconds < 100
        ? Numbers.fixed(seconds, 0) + " s"
        : Numbers.fixed(seconds / 60, 0) + " min";
  }
}
