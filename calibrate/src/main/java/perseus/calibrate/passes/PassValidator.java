package perseus.calibrate.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import perseus.calibrate.MeasurementTable;
import perseus.calibrate.MeasurementTable.Row;
import perseus.calibrate.TableKind;
import perseus.calibrate.TableValidator;
import perseus.calibrate.ValidateOptions;
import perseus.calibrate.Validation;
import perseus.calibrate.Validation.Comparison;
import perseus.calibrate.Validation.Skipped;
import perseus.profile.Profile;
import perseus.profile.ProfileEntry;
import perseus.profile.ProfileEntry.Parameter;

/**
 * Predicts passes. The base passes of tests 4-7 give those tests' constants and are left out of the
 * score; other tests use the profile's.
 *
 * <p>Bands: {@code cold} (first pass), {@code below-knee} (offered at most {@value #BELOW} of the
 * server's capacity), {@code saturated} (at least {@value #ABOVE}), {@code knee} between.
 */
public final class PassValidator implements TableValidator {
  private static final double BELOW = 0.97;
  private static final double ABOVE = 1.03;
  private static final int BATCH = 8;

  @Override
  public TableKind kind() {
    return PassTables.PASSES;
  }

  @Override
  public Validation validate(MeasurementTable table, Profile profile, ValidateOptions options) {
    Map<Integer, List<Row>> tests = new TreeMap<>();
    for (Row row : table.rows()) {
      tests.computeIfAbsent(row.integer("test", 0), t -> new ArrayList<>()).add(row);
    }
    List<Comparison> comparisons = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    Map<String, List<BasePasses.Constants>> fitted = new TreeMap<>();
    for (Map.Entry<Integer, List<Row>> test : tests.entrySet()) {
      validate(
          table.name(),
          test.getKey(),
          test.getValue(),
          profile,
          options,
          fitted,
          comparisons,
          skipped);
    }
    return new Validation(table.rows().size(), comparisons, skipped);
  }

  private static void validate(
      String table,
      int number,
      List<Row> rows,
      Profile profile,
      ValidateOptions options,
      Map<String, List<BasePasses.Constants>> fitted,
      List<Comparison> comparisons,
      List<Skipped> skipped) {
    List<Row> base = number >= 4 && number <= 7 ? BasePasses.of(rows) : List.of();
    BasePasses.Constants own = null;
    for (Row row : rows) {
      PassTest test = PassTest.of(number, row.text("model"));
      String problem = problem(test, row, profile);
      if (problem == null && base.contains(row)) {
        problem = "calibration: a base pass of its test";
      }
      if (problem != null) {
        skipped.add(new Skipped(table, row.number(), problem));
        continue;
      }
      ProfileEntry entry = entry(profile, test.model());
      double slotHoldNs = parameter(entry, PassFitter.SLOT_HOLD);
      if (own == null && !base.isEmpty()) {
        own = BasePasses.fit(test, entry, base, Math.round(slotHoldNs), options.seed());
        fitted.computeIfAbsent(test.model(), m -> new ArrayList<>()).add(own);
      }
      BasePasses.Constants constants =
          own != null ? own : constants(entry, fitted.getOrDefault(test.model(), List.of()));
      ProfileEntry coTenant = test.coTenantRate() > 0 ? entry(profile, other(test.model())) : null;
      PassSimulator.Pass pass =
          PassSimulator.run(
              test,
              entry,
              coTenant,
              row.number("desired_qps"),
              Math.round(row.number("total_batches")),
              constants.constantNs(),
              constants.driftNs(),
              Math.round(slotHoldNs),
              options.seed());
      String band = band(row, entry, coTenant != null, constants.driftNs());
      Map<String, double[]> columns = new TreeMap<>();
      columns.put("throughput_ips", new double[] {row.number("actual_qps"), pass.throughput()});
      columns.put("p50_ms", new double[] {row.number("p50_s") * 1e3, pass.seconds(50) * 1e3});
      columns.put("p95_ms", new double[] {row.number("p95_s") * 1e3, pass.seconds(95) * 1e3});
      if (band.equals("saturated")) {
        // Requests in flight inside the timed call: the cap less the slots held outside it.
        columns.put(
            "p50_times_throughput",
            new double[] {
              row.number("p50_s") * row.number("actual_qps"), pass.seconds(50) * pass.throughput()
            });
      }
      columns.forEach(
          (metric, pair) ->
              comparisons.add(
                  new Comparison(
                      table,
                      row.number(),
                      "P4",
                      test.model(),
                      "test " + test.number(),
                      band,
                      metric,
                      pair[0],
                      pair[1])));
    }
  }

  /** The profile's constants, or, if its fit saw no base passes, the mean of this table's. */
  private static BasePasses.Constants constants(
      ProfileEntry entry, List<BasePasses.Constants> fitted) {
    if (entry.frontEnd().constantNs() > 0 || fitted.isEmpty()) {
      return new BasePasses.Constants(
          entry.frontEnd().constantNs(), parameter(entry, PassFitter.DRIFT));
    }
    return new BasePasses.Constants(
        Math.round(
            fitted.stream().mapToLong(BasePasses.Constants::constantNs).average().orElseThrow()),
        fitted.stream().mapToDouble(BasePasses.Constants::driftNs).average().orElseThrow());
  }

  private static String problem(PassTest test, Row row, Profile profile) {
    if (test == null) {
      return "configuration of test " + row.integer("test", 0) + " is not described";
    }
    if (Double.isNaN(test.coTenantRate())) {
      return "offered its own knee beside a tenant whose load at that time is not in the row";
    }
    if (!row.text("status").isEmpty() && !row.text("status").equals("completed")) {
      return "the pass did not complete: " + row.text("status");
    }
    if (entry(profile, test.model()) == null) {
      return "no profile entry for P4 " + test.model();
    }
    if (test.coTenantRate() > 0 && entry(profile, other(test.model())) == null) {
      return "no profile entry for the co-tenant, P4 " + other(test.model());
    }
    return null;
  }

  private static String other(String model) {
    return model.equals("resnet50") ? "inceptionv3" : "resnet50";
  }

  private static ProfileEntry entry(Profile profile, String model) {
    for (ProfileEntry entry : profile.entries()) {
      if (entry.key().gpu().equals("P4") && entry.key().model().equals(model)) {
        return entry;
      }
    }
    return null;
  }

  private static double parameter(ProfileEntry entry, String name) {
    for (Parameter parameter : entry.parameters()) {
      if (parameter.name().equals(name)) {
        return parameter.value();
      }
    }
    return 0;
  }

  private static String band(Row row, ProfileEntry entry, boolean coTenant, double driftNs) {
    if (row.integer("pass", 0) == 1) {
      return "cold";
    }
    double offered = 1 / (1 / row.number("desired_qps") + driftNs / 1e9);
    double totalNs = entry.service().totalNs(BATCH);
    if (coTenant) {
      totalNs += entry.hostContention() * (totalNs - entry.service().gpuNs(BATCH));
    }
    double load = offered / (BATCH / totalNs * 1e9);
    return load <= BELOW ? "below-knee" : load >= ABOVE ? "saturated" : "knee";
  }
}
