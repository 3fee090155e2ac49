package perseus.sweep;

import java.util.function.Consumer;
import perseus.metric.Numbers;

/** Says how many points are done and how long the rest will take. */
public final class Progress {
  private final Consumer<String> out;
  private final int points;
  private final long startNs = System.nanoTime();
  private int done;
  private int simulated;

  /**
   * @param points how many there are, those of an earlier run included
   */
  public Progress(Consumer<String> out, int points) {
    this.out = out;
    this.points = points;
  }

  /** Points of an earlier run that are not simulated again. */
  public synchronized void resumed(int count) {
    done += count;
    if (count > 0) {
      out.accept(count + " of " + points + " points were finished by an earlier run");
    }
  }

  /** A point ended now. */
  public synchronized void finished(String label, boolean failed) {
    done++;
    simulated++;
    double left = (System.nanoTime() - startNs) / 1e9 / simulated * (points - done);
    out.accept(
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
