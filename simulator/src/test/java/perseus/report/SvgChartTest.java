package perseus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import perseus.report.SvgChart.Point;
import perseus.report.SvgChart.Series;
import perseus.report.SvgChart.Style;

class SvgChartTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1, '0.0 0.2 0.4 0.6 0.8 1.0'",
    "0, 237, '0 50 100 150 200 250'",
    "-3, 4, '-4 -2 0 2 4'",
    "0.001, 0.0012, '0.00100 0.00105 0.00110 0.00115 0.00120'",
    "5, 5, '5 6'",
    "0, 0, '0.0 0.2'",
    "90000, 1200000, '0 200000 400000 600000 800000 1000000 1200000'",
  })
  void marksRoundNumbers(double low, double high, String ticks) {
    assertThat(
            String.join(
                " ", Ticks.between(low, high).stream().map(t -> t.toPlainString()).toList()))
        .isEqualTo(ticks);
  }

  private static SvgChart chart(Series... series) {
    return new SvgChart(
        "R & I < 1", "ResNet50 (img/s)", "Inception (img/s)", true, List.of(series));
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void isWellFormedAndDrawsEverySeries() throws Exception {
    String svg =
        chart(
                new Series("predicted", Style.LINE, List.of(new Point(0, 100), new Point(200, 0))),
                new Series("straight", Style.DASHED, List.of(new Point(0, 90), new Point(180, 0))),
                new Series("measured", Style.POINTS, List.of(new Point(100, 50))))
            .toSvg();
    Document document = parse(svg);
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(svg)
        .contains(
            "R &amp; I &lt; 1", ">predicted<", ">straight<", ">measured<", ">ResNet50 (img/s)<")
        .contains("stroke-dasharray");
    // Axes end at 200 and 100: the line joins the corners, the point is in the middle.
    assertThat(svg).contains("<path d=\"M80 50 L610 450\"", "<path d=\"M345 250 m0 -5 l5 9");
  }

  @Test
  void interruptsALineWhereThereIsNoValue() {
    String svg =
        chart(
                new Series(
                    "gap",
                    Style.LINE,
                    List.of(
                        new Point(0, 0),
                        new Point(1, 1),
                        new Point(2, Double.NaN),
                        new Point(3, 3),
                        new Point(4, 4))))
            .toSvg();
    assertThat(svg).containsPattern("d=\"M[0-9. ]+ L[0-9. ]+ M[0-9. ]+ L[0-9. ]+\"");
  }

  @Test
  void drawsAnEmptyChart() throws Exception {
    assertThat(parse(chart().toSvg()).getElementsByTagName("line").getLength()).isPositive();
  }
}
