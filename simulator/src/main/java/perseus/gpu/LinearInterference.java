package perseus.gpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;

/**
 * Slowdown from what a model presses on and what it is sensitive to, in one of two forms.
 *
 * <ul>
 *   <li>{@link Form#GPU_LET} (Choi et al., ATC 2022): {@code c1·l2 + c2·l2ₒ + c3·dram + c4·dramₒ +
 *       c5}, where {@code l2} and {@code dram} are the model's utilisations (traits of that name,
 *       in [0, 1] with the whole device) scaled by its SM share and ₒ marks the neighbour; never
 *       below 1, and of several neighbours the worst counts.
 *   <li>{@link Form#LOG_LINEAR}: {@code exp(sensitivity · Σₒ pressureₒ)}, the rank-1 form of a
 *       pairwise table (traits {@code sensitivity}, {@code pressure}); neighbours multiply.
 * </ul>
 *
 * @param form which of the two
 * @param coefficients c1 … c5 for {@code GPU_LET}, empty for {@code LOG_LINEAR}
 */
public record LinearInterference(Form form, List<Double> coefficients)
    implements InterferenceModel {
  static final String NAME = "linear";

  /** The forms, as files spell them: {@code gpu-let}, {@code log-linear}. */
  public enum Form {
    GPU_LET,
    LOG_LINEAR;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public LinearInterference {
    coefficients = List.copyOf(coefficients);
    if (coefficients.size() != (form == Form.GPU_LET ? 5 : 0)) {
      throw new IllegalArgumentException(
          "The gpu-let form has five coefficients, the log-linear form none.");
    }
  }

  static InterferenceModel parse(JsonNode node, String path, List<String> problems) {
    Fields fields = new Fields(node, path, problems);
    int before = problems.size();
    String label =
        fields.choice("form", List.of(Form.GPU_LET.label(), Form.LOG_LINEAR.label()), null);
    Form form = Form.LOG_LINEAR.label().equals(label) ? Form.LOG_LINEAR : Form.GPU_LET;
    double[] coefficients = {};
    if (label != null && form == Form.GPU_LET) {
      coefficients = fields.numbers("coefficients", 5, 5, -1e6, 1e6);
    } else if (label == null) {
      fields.ignore("coefficients");
    }
    fields.end();
    return problems.size() > before
        ? null
        : new LinearInterference(form, DoubleStream.of(coefficients).boxed().toList());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("form", form.label());
    if (form == Form.GPU_LET) {
      parameters.put("coefficients", coefficients);
    }
    return parameters;
  }

  @Override
  public Interference bind(List<String> models, List<Map<String, Double>> traits) {
    return form == Form.GPU_LET ? gpuLet(models, traits) : logLinear(models, traits);
  }

  private Interference gpuLet(List<String> models, List<Map<String, Double>> traits) {
    Traits table = new Traits(NAME, models, traits, List.of("l2", "dram"));
    double[] l2 = table.column("l2");
    double[] dram = table.column("dram");
    double l2Own = coefficients.get(0);
    double l2Other = coefficients.get(1);
    double dramOwn = coefficients.get(2);
    double dramOther = coefficients.get(3);
    double intercept = coefficients.get(4);
    return (running, self) -> {
      int me = running.deployment(self);
      double share = running.share(self);
      double own = intercept + (l2Own * l2[me] + dramOwn * dram[me]) * share;
      double worst = 1;
      for (int k = 0, count = running.count(); k < count; k++) {
        if (k != self) {
          int other = running.deployment(k);
          double beside = own + (l2Other * l2[other] + dramOther * dram[other]) * running.share(k);
          worst = Math.max(worst, beside);
        }
      }
      return worst;
    };
  }

  private static Interference logLinear(List<String> models, List<Map<String, Double>> traits) {
    Traits table = new Traits(NAME, models, traits, List.of("sensitivity", "pressure"));
    double[] sensitivity = table.column("sensitivity");
    double[] pressure = table.column("pressure");
    return (running, self) -> {
      double sum = 0;
      for (int k = 0, count = running.count(); k < count; k++) {
        if (k != self) {
          sum += pressure[running.deployment(k)];
        }
      }
      return StrictMath.exp(sensitivity[running.deployment(self)] * sum);
    };
  }
}
