package perseus.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import perseus.metric.Numbers;

/**
 * A line or scatter chart as SVG text, the same on every JVM.
 *
 * @param title above the chart
 * @param xLabel under the horizontal axis, with its unit
 * @param yLabel beside the vertical axis, with its unit
 * @param fromZero whether both axes start at 0
 * @param series drawn in order, each with its own colour and marker
 */
public record SvgChart(
    String title, String xLabel, String yLabel, boolean fromZero, List<Series> series) {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 520;
  private static final int LEFT = 80;
  private static final int TOP = 50;
  private static final int RIGHT = 610;
  private static final int BOTTOM = 450;

  /** Okabe and Ito's colours, told apart with any colour vision. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

  public SvgChart {
    series = List.copyOf(series);
  }

  /** How a series is drawn. */
  public enum Style {
    LINE,
    DASHED,
    POINTS,
    LINE_AND_POINTS
  }

  /**
   * Points of one kind.
   *
   * @param name in the legend
   * @param style how they are drawn
   * @param points in drawing order; one that is not finite interrupts a line
   */
  public record Series(String name, Style style, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  /** A point in the units of the axes. */
  public record Point(double x, double y) {
    boolean isFinite() {
      return Double.isFinite(x) && Double.isFinite(y);
    }
  }

  /** An axis: from tick to tick, mapped to pixels. */
  private record Axis(List<BigDecimal> ticks, int from, int to) {
    static Axis of(double[] values, boolean fromZero, int from, int to) {
      double low = fromZero ? 0 : Double.POSITIVE_INFINITY;
      double high = fromZero ? 0 : Double.NEGATIVE_INFINITY;
      for (double value : values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      return low <= high
          ? new Axis(Ticks.between(low, high), from, to)
          : new Axis(Ticks.between(0, 1), from, to);
    }

    double pixel(double value) {
      double low = ticks.get(0).doubleValue();
      double high = ticks.get(ticks.size() - 1).doubleValue();
      return from + (value - low) / (high - low) * (to - from);
    }
  }

  /** The chart as an SVG document. */
  public String toSvg() {
    List<Point> all = new ArrayList<>();
    series.forEach(each -> each.points().stream().filter(Point::isFinite).forEach(all::add));
    Axis x = Axis.of(all.stream().mapToDouble(Point::x).toArray(), fromZero, LEFT, RIGHT);
    Axis y = Axis.of(all.stream().mapToDouble(Point::y).toArray(), fromZero, BOTTOM, TOP);
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
        font-family="sans-serif" font-size="13">
        <rect width="%1$d" height="%2$d" fill="#ffffff"/>
        """
            .formatted(WIDTH, HEIGHT));
    text(svg, (LEFT + RIGHT) / 2.0, TOP - 22, "middle", " font-size=\"16\"", title);
    axes(svg, x, y);
    for (int i = 0; i < series.size(); i++) {
      draw(svg, series.get(i), i, x, y);
    }
    legend(svg);
    return svg.append("</svg>\n").toString();
  }

  private void axes(StringBuilder svg, Axis x, Axis y) {
    for (BigDecimal tick : x.ticks()) {
      double at = x.pixel(tick.doubleValue());
      line(svg, at, TOP, at, BOTTOM, "#e5e5e5");
      text(svg, at, BOTTOM + 19, "middle", "", label(tick));
    }
    for (BigDecimal tick : y.ticks()) {
      double at = y.pixel(tick.doubleValue());
      line(svg, LEFT, at, RIGHT, at, "#e5e5e5");
      text(svg, LEFT - 8, at + 4, "end", "", label(tick));
    }
    line(svg, LEFT, BOTTOM, RIGHT, BOTTOM, "#333333");
    line(svg, LEFT, TOP, LEFT, BOTTOM, "#333333");
    text(svg, (LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "", xLabel);
    double middle = (TOP + BOTTOM) / 2.0;
    String turned = " transform=\"rotate(-90 22 " + number(middle) + ")\"";
    text(svg, 22, middle, "middle", turned, yLabel);
  }

  private static void draw(StringBuilder svg, Series series, int index, Axis x, Axis y) {
    if (series.style() != Style.POINTS) {
      StringBuilder path = new StringBuilder();
      boolean pen = false;
      for (Point point : series.points()) {
        if (point.isFinite()) {
          path.append(pen ? " L" : " M")
              .append(number(x.pixel(point.x())))
              .append(' ')
              .append(number(y.pixel(point.y())));
        }
        pen = point.isFinite();
      }
      svg.append("<path d=\"").append(path.toString().strip()).append("\" fill=\"none\"");
      stroke(svg, series, index);
    }
    if (series.style() == Style.POINTS || series.style() == Style.LINE_AND_POINTS) {
      for (Point point : series.points()) {
        if (point.isFinite()) {
          marker(svg, index, x.pixel(point.x()), y.pixel(point.y()));
        }
      }
    }
  }

  private static void stroke(StringBuilder svg, Series series, int index) {
    svg.append(" stroke=\"").append(colour(index)).append("\" stroke-width=\"2\"");
    svg.append(series.style() == Style.DASHED ? " stroke-dasharray=\"6 4\"/>\n" : "/>\n");
  }

  /** Circle, square, triangle or diamond by turns. */
  private static void marker(StringBuilder svg, int index, double x, double y) {
    svg.append("<path d=\"M").append(number(x)).append(' ').append(number(y));
    svg.append(
        switch (index % 4) {
          case 0 -> " m-4 0 a4 4 0 1 0 8 0 a4 4 0 1 0 -8 0";
          case 1 -> " m-4 -4 h8 v8 h-8 z";
          case 2 -> " m0 -5 l5 9 h-10 z";
          default -> " m0 -5 l5 5 l-5 5 l-5 -5 z";
        });
    svg.append("\" fill=\"").append(colour(index)).append("\"/>\n");
  }

  private void legend(StringBuilder svg) {
    int x = RIGHT + 20;
    for (int i = 0; i < series.size(); i++) {
      Series each = series.get(i);
      double y = TOP + 12 + 22.0 * i;
      if (each.style() != Style.POINTS) {
        svg.append("<path d=\"M%d %s h24\" fill=\"none\"".formatted(x, number(y)));
        stroke(svg, each, i);
      }
      if (each.style() == Style.POINTS || each.style() == Style.LINE_AND_POINTS) {
        marker(svg, i, x + 12, y);
      }
      text(svg, x + 32, y + 4, "start", "", each.name());
    }
  }

  private static void line(
      StringBuilder svg, double x1, double y1, double x2, double y2, String colour) {
    svg.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>\n"
            .formatted(number(x1), number(y1), number(x2), number(y2), colour));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String attributes, String text) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>\n"
            .formatted(number(x), number(y), anchor, attributes, escape(text)));
  }

  private static String colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  private static String number(double pixels) {
    return Numbers.text(Math.rint(pixels * 100) / 100, Numbers.DIGITS);
  }

  private static String label(BigDecimal tick) {
    return tick.signum() == 0 ? "0" : tick.stripTrailingZeros().toPlainString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
