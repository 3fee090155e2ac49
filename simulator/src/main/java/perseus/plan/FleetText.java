package perseus.plan;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import perseus.metric.Estimate;
import perseus.metric.Metric;
import perseus.metric.Numbers;
import perseus.metric.Summary;

/** The answer of a {@link FleetPlanner} in words, and its trials as CSV. */
public final class FleetText {
  private FleetText() {}

  /** The answer, what binds it, why one server fewer fails, and what it costs. */
  public static String answer(FleetAnswer found) {
    StringBuilder text = new StringBuilder();
    if (found.answer().isPresent()) {
      Trial answer = found.answer().get();
      text.append("Answer: ").append(servers(answer.count())).append(" meet every SLO.\n\n");
      trial(text, answer);
      Summary summary = answer.summary().orElseThrow();
      cost(text, summary);
      found
          .smaller()
          .ifPresentOrElse(
              smaller -> {
                text.append("\nOne server fewer (").append(smaller.count()).append(") fails");
                failing(text, smaller);
              },
              () -> text.append("\nThere is no smaller fleet.\n"));
    } else {
      Trial largest = found.smaller().orElseThrow();
      text.append("No answer: ")
          .append(servers(largest.count()))
          .append(", the most that were tried, do not meet every SLO");
      failing(text, largest);
    }
    return text.toString();
  }

  private static void failing(StringBuilder text, Trial trial) {
    if (trial.refusal().isEmpty()) {
      text.append(":\n");
      trial(text, trial);
    } else {
      text.append(": it cannot be set up.\n  ").append(trial.refusal()).append('\n');
    }
  }

  private static void trial(StringBuilder text, Trial trial) {
    Objective binding = trial.binding();
    for (Objective objective : trial.objectives()) {
      text.append("  ")
          .append(line(objective))
          .append(objective == binding ? "   <- binding\n" : "\n");
    }
  }

  private static String line(Objective objective) {
    return String.format(
        Locale.ROOT,
        "%-12s P%s %s ms, SLO %s ms; in time %s %% of the %s %% asked: %s",
        objective.tenant(),
        Numbers.text(objective.percentile(), 5),
        interval(objective.latencyMs(), 1),
        Numbers.text(objective.sloMs(), 5),
        interval(objective.attainment(), 100),
        Numbers.text(objective.percentile(), 5),
        objective.verdict().name().toLowerCase(Locale.ROOT));
  }

  private static String interval(Estimate estimate, double scale) {
    return Numbers.text(scale * estimate.value(), 4)
        + " ["
        + Numbers.text(scale * estimate.low(), 4)
        + ", "
        + Numbers.text(scale * estimate.high(), 4)
        + "]";
  }

  private static void cost(StringBuilder text, Summary summary) {
    Estimate perHour = summary.whole().get(Metric.COST_USD_PER_HOUR);
    if (perHour.isDefined()) {
      text.append("Cost: ")
          .append(Numbers.text(perHour.value(), 5))
          .append(" USD per hour, ")
          .append(Numbers.text(summary.whole().get(Metric.COST_USD_PER_1K_IN_SLO).value(), 3))
          .append(" USD per 1,000 inferences within the SLO; idle GPUs are ")
          .append(Numbers.text(100 * summary.whole().get(Metric.IDLE_SHARE).value(), 3))
          .append(" % of it.\n");
    }
    summary.notes().forEach(note -> text.append("! ").append(note).append('\n'));
  }

  private static String servers(int count) {
    return count == 1 ? "1 server" : count + " servers";
  }

  /** {@code plan.csv}: one row per number of servers and SLO. */
  public static String csv(FleetAnswer found) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(
          "servers",
          "tenant",
          "percentile",
          "slo_ms",
          "latency_ms",
          "latency_low",
          "latency_high",
          "attainment",
          "attainment_low",
          "attainment_high",
          "verdict",
          "refusal");
      for (Trial trial : found.trials()) {
        if (!trial.refusal().isEmpty()) {
          List<String> cells = new java.util.ArrayList<>(java.util.Collections.nCopies(12, ""));
          cells.set(0, Integer.toString(trial.count()));
          cells.set(11, trial.refusal().replaceAll("\\s*\\n\\s*", "; "));
          csv.writeRecord(cells);
        }
        for (Objective objective : trial.objectives()) {
          csv.writeRecord(
              Integer.toString(trial.count()),
              objective.tenant(),
              number(objective.percentile()),
              number(objective.sloMs()),
              number(objective.latencyMs().value()),
              number(objective.latencyMs().low()),
              number(objective.latencyMs().high()),
              number(objective.attainment().value()),
              number(objective.attainment().low()),
              number(objective.attainment().high()),
              objective.verdict().name().toLowerCase(Locale.ROOT),
              "");
        }
      }
    } catch (IOException e) {
      throw new AssertionError("A string takes every text.", e);
    }
    return text.toString();
  }

  private static String number(double value) {
    return Numbers.text(value, Numbers.DIGITS);
  }
}
