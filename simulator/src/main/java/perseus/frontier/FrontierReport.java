package perseus.frontier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import perseus.frontier.FrontierResult.Comparison;
import perseus.frontier.FrontierResult.Point;
import perseus.report.SvgChart;

/** Frontiers as CSV, as a figure, and as a table for the terminal. */
public final class FrontierReport {
  private FrontierReport() {}

  /**
   * One row per point: {@code case,kind,mix,x,y,capacity_sum,ci_half_width,saving_pct,…}; {@code
   * kind} is dedicated, predicted, measured, or predicted_at_measured (with its error).
   *
   * @param x name of the first model
   * @param y name of the second
   */
  public static String csv(List<FrontierResult> results, String x, String y) {
    StringBuilder csv = new StringBuilder();
    csv.append("case,kind,mix,").append(x).append("_per_s,").append(y).append("_per_s,");
    csv.append(
        "capacity_sum,ci_half_width,saving_pct,dedicated_usd_per_hour,shared_usd_per_hour,"
            + "saving_usd_per_hour,whole_servers_saving_pct,error_points,"
            + "straight_line_error_points,basis\n");
    for (FrontierResult r : results) {
      for (Point p : r.curve()) {
        boolean dedicated = p.mix() == 0 || p.mix() == 1;
        row(csv, r, dedicated ? "dedicated" : "predicted", p, Double.NaN, Double.NaN);
      }
      for (Comparison c : r.comparisons()) {
        double mix = c.measured().x() / r.measuredDedicated().x() / c.measuredSum();
        Point measured = new Point(mix, c.measured(), c.measuredSum(), Double.NaN);
        row(csv, r, "measured", measured, Double.NaN, c.straightLineErrorPoints());
        row(csv, r, "predicted_at_measured", c.predicted(), c.errorPoints(), Double.NaN);
      }
    }
    return csv.toString();
  }

  private static void row(
      StringBuilder csv, FrontierResult r, String kind, Point p, double error, double line) {
    double sum = p.capacitySum();
    // Whole servers: one per model against one shared; nobody rents a fraction of a server.
    double whole = p.rates().x() > 0 && p.rates().y() > 0 ? 50 : 0;
    csv.append(r.name()).append(',').append(kind);
    for (double v :
        new double[] {
          p.mix(),
          p.rates().x(),
          p.rates().y(),
          sum,
          p.halfWidth(),
          100 * p.saving(),
          r.usdPerHour() * sum,
          r.usdPerHour(),
          r.usdPerHour() * (sum - 1),
          whole,
          error,
          line
        }) {
      csv.append(',');
      if (!Double.isNaN(v)) {
        csv.append(String.format(Locale.ROOT, "%.4f", v));
      }
    }
    boolean measured = kind.equals("measured");
    csv.append(',').append(measured ? "measured" : r.basis().label()).append('\n');
  }

  /** The figure: predicted curves, straight baselines, measured points. */
  public static String svg(FrontierStudy study, List<FrontierResult> results, String x, String y) {
    List<SvgChart.Series> series = new ArrayList<>();
    for (FrontierResult r : results) {
      series.add(
          new SvgChart.Series(
              r.name() + " predicted",
              SvgChart.Style.LINE,
              r.curve().stream()
                  .map(p -> new SvgChart.Point(p.rates().x(), p.rates().y()))
                  .toList()));
      if (!r.comparisons().isEmpty()) {
        series.add(
            new SvgChart.Series(
                r.name() + " measured",
                SvgChart.Style.POINTS,
                r.comparisons().stream()
                    .map(c -> new SvgChart.Point(c.measured().x(), c.measured().y()))
                    .toList()));
      }
    }
    return new SvgChart(study.title(), x + ", requests/s", y + ", requests/s", true, series)
        .toSvg();
  }

  /** What a person wants to know first. */
  public static String table(List<FrontierResult> results, String x, String y) {
    StringBuilder text = new StringBuilder();
    for (FrontierResult r : results) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%s   alone: %s %.1f/s, %s %.1f/s%s   [%s]%n",
              r.name(),
              x,
              r.dedicated().x(),
              y,
              r.dedicated().y(),
              Double.isNaN(r.usdPerHour())
                  ? ""
                  : String.format(Locale.ROOT, "   $%.3f/h", r.usdPerHour()),
              r.basis().label()));
      text.append(
          String.format(
              Locale.ROOT,
              "  %-26s %9s %9s %18s%n",
              "mix (of " + x + ")",
              "saving",
              "$/h",
              "servers replaced"));
      for (Point p : r.curve()) {
        if (p.mix() > 0 && p.mix() < 1) {
          text.append(
              String.format(
                  Locale.ROOT,
                  "  %3.0f%%  %7.1f + %7.1f /s  %8.1f%% %9s   %.3f ±%.3f%n",
                  100 * p.mix(),
                  p.rates().x(),
                  p.rates().y(),
                  100 * p.saving(),
                  Double.isNaN(r.usdPerHour())
                      ? "-"
                      : String.format(
                          Locale.ROOT, "%+.3f", -r.usdPerHour() * (p.capacitySum() - 1)),
                  p.capacitySum(),
                  p.halfWidth()));
        }
      }
      for (Comparison c : r.comparisons()) {
        text.append(
            String.format(
                Locale.ROOT,
                "  measured %7.1f + %7.1f /s: servers replaced %.3f, predicted %.3f"
                    + " (error %+.1f points; straight line %+.1f)%n",
                c.measured().x(),
                c.measured().y(),
                c.measuredSum(),
                c.predicted().capacitySum(),
                c.errorPoints(),
                c.straightLineErrorPoints()));
      }
    }
    errors(text, results);
    return text.toString();
  }

  private static void errors(StringBuilder text, List<FrontierResult> results) {
    double[] own =
        results.stream()
            .flatMap(r -> r.comparisons().stream())
            .mapToDouble(c -> Math.abs(c.errorPoints()))
            .sorted()
            .toArray();
    double[] line =
        results.stream()
            .flatMap(r -> r.comparisons().stream())
            .mapToDouble(c -> Math.abs(c.straightLineErrorPoints()))
            .sorted()
            .toArray();
    if (own.length > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%nError of the servers replaced over %d measured mixes, in points: predicted"
                  + " median %.1f, at most %.1f; straight line median %.1f, at most %.1f.%n",
              own.length,
              median(own),
              own[own.length - 1],
              median(line),
              line[line.length - 1]));
    }
    Point best = null;
    String where = "";
    for (FrontierResult r : results) {
      for (Point p : r.curve()) {
        if (best == null || p.capacitySum() > best.capacitySum()) {
          best = p;
          where = r.name();
        }
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "Largest predicted saving of hosting both models together: %.1f %% (%s, %.1f +"
                + " %.1f /s).%n",
            100 * best.saving(),
            where,
            best.rates().x(),
            best.rates().y()));
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }
}
