package perseus.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import perseus.server.Host;

/** What a profile holds, from which rows and how sure, for a person to read. */
public final class ProfileText {
  private static final double NS_PER_MS = 1e6;
  private static final int WORST_SHOWN = 5;

  private ProfileText() {}

  /** One line per entry. */
  public static String overview(Profile profile) {
    int width = profile.entries().stream().mapToInt(e -> name(e.key()).length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    text.append(
        line(
            "%-" + Math.max(width, 5) + "s  %11s  %16s  %15s  %s",
            "entry",
            "batch 1, ms",
            "best, inf/s (at)",
            "fit error, %",
            "parameters"));
    for (ProfileEntry entry : profile.entries()) {
      text.append(
          line(
              "%-" + Math.max(width, 5) + "s  %11.3f  %16s  %15s  %s",
              name(entry.key()),
              entry.service().totalNs(1) / NS_PER_MS,
              best(entry.service()),
              error(entry.residuals()),
              bases(entry.parameters())));
    }
    profile
        .interference()
        .forEach((gpu, model) -> text.append(line("interference on %s: %s", gpu, model.name())));
    text.append("Fit error: median and largest absolute error on the rows that the fit saw.\n");
    return text.toString();
  }

  /** Everything about one entry. */
  public static String details(ProfileEntry entry) {
    StringBuilder text = new StringBuilder(name(entry.key())).append('\n');
    curve(text, entry.service());
    frontEnd(text, entry);
    parameters(text, entry.parameters());
    residuals(text, entry.residuals());
    entry.sources().forEach(source -> text.append("  source: ").append(source).append('\n'));
    return text.toString();
  }

  /** The stated parts of a key, e.g. {@code T4 resnet50 fp16 onnxruntime}. */
  public static String name(ProfileKey key) {
    return List.of(
            key.gpu(),
            key.model(),
            key.precision(),
            key.backend(),
            key.accelerator(),
            key.variant())
        .stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static void curve(StringBuilder text, ServiceCurve curve) {
    text.append(
        line(
            "  %5s %11s %11s %11s %11s %12s",
            "batch", "input, ms", "infer, ms", "output, ms", "GPU, ms", "inf/s"));
    for (int size : curve.batch()) {
      text.append(
          line(
              "  %5d %11.3f %11.3f %11.3f %11.3f %12.1f",
              size,
              curve.inputNs(size) / NS_PER_MS,
              curve.inferNs(size) / NS_PER_MS,
              curve.outputNs(size) / NS_PER_MS,
              curve.gpuNs(size) / NS_PER_MS,
              1e9 * size / curve.totalNs(size)));
    }
    ServiceDistribution distribution = curve.distribution();
    text.append(
        line(
            "  duration: %s, cv %.4f; occupies %.0f %% of the device at batch %d",
            distribution.kind().name().toLowerCase(Locale.ROOT),
            distribution.cv(),
            100 * curve.occupancy()[curve.batch().length - 1],
            curve.batch()[curve.batch().length - 1]));
  }

  private static void frontEnd(StringBuilder text, ProfileEntry entry) {
    Host.FrontEnd front = entry.frontEnd();
    text.append(
        line(
            "  front end: %s, %d handlers × %.4f ms + %.3g ns/byte, response %.4f ms, constant %.4f ms;"
                + " host contention %.3g",
            front.networkBytesPerSecond() == 0
                ? "network not limiting"
                : line("network %.1f MB/s", front.networkBytesPerSecond() / 1e6).strip(),
            front.handlers(),
            front.handlerNs() / NS_PER_MS,
            front.handlerNsPerByte(),
            front.responseNs() / NS_PER_MS,
            front.constantNs() / NS_PER_MS,
            entry.hostContention()));
    text.append(
        line(
            "  per instance %.0f MB of GPU memory, %d bytes in and %d bytes out per inference (0 = not"
                + " known)",
            entry.memoryBytesPerInstance() / 1e6, entry.inputBytes(), entry.outputBytes()));
  }

  private static void parameters(StringBuilder text, List<ProfileEntry.Parameter> parameters) {
    for (ProfileEntry.Parameter parameter : parameters) {
      text.append(
          line(
              "  %-28s %14.6g  %-12s%s%s",
              parameter.name(),
              parameter.value(),
              parameter.basis().label(),
              parameter.atBound() ? " at a bound of the search;" : "",
              parameter.note().isEmpty() ? "" : " " + parameter.note()));
    }
  }

  private static void residuals(StringBuilder text, List<ProfileEntry.Residual> residuals) {
    Map<String, List<ProfileEntry.Residual>> byMetric = new TreeMap<>();
    residuals.forEach(r -> byMetric.computeIfAbsent(r.metric(), m -> new ArrayList<>()).add(r));
    byMetric.forEach(
        (metric, of) ->
            text.append(line("  fit error on %d rows, %s: %s %%", of.size(), metric, error(of))));
    residuals.stream()
        .filter(r -> r.measured() != 0)
        .sorted((a, b) -> Double.compare(Math.abs(percent(b)), Math.abs(percent(a))))
        .limit(WORST_SHOWN)
        .forEach(
            r ->
                text.append(
                    line(
                        "    %s row %d, %s: measured %.6g, fitted %.6g (%+.1f %%)",
                        r.table(), r.row(), r.metric(), r.measured(), r.fitted(), percent(r))));
  }

  private static String best(ServiceCurve curve) {
    int best = curve.batch()[0];
    for (int size : curve.batch()) {
      if (size / curve.totalNs(size) > best / curve.totalNs(best)) {
        best = size;
      }
    }
    return String.format(Locale.ROOT, "%.1f (%d)", 1e9 * best / curve.totalNs(best), best);
  }

  private static String error(List<ProfileEntry.Residual> residuals) {
    double[] errors =
        residuals.stream()
            .filter(r -> r.measured() != 0)
            .mapToDouble(r -> Math.abs(percent(r)))
            .sorted()
            .toArray();
    return errors.length == 0
        ? "none"
        : String.format(
            Locale.ROOT, "%.1f / %.1f", errors[errors.length / 2], errors[errors.length - 1]);
  }

  private static double percent(ProfileEntry.Residual residual) {
    return 100 * (residual.fitted() / residual.measured() - 1);
  }

  /** e.g. {@code 5 measured, 2 assumed, 1 at a bound}. */
  private static String bases(List<ProfileEntry.Parameter> parameters) {
    List<String> parts = new ArrayList<>();
    Arrays.stream(Basis.values())
        .forEach(
            basis -> {
              long of = parameters.stream().filter(p -> p.basis() == basis).count();
              if (of > 0) {
                parts.add(of + " " + basis.label());
              }
            });
    long bound = parameters.stream().filter(ProfileEntry.Parameter::atBound).count();
    if (bound > 0) {
      parts.add(bound + " at a bound");
    }
    return parts.isEmpty() ? "none stated" : String.join(", ", parts);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).stripTrailing() + "\n";
  }
}
