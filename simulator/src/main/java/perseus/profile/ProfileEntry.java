package perseus.profile;

import java.util.List;
import java.util.Map;
import perseus.server.Host;

/**
 * One model on one GPU type.
 *
 * @param key what it is about
 * @param service execution time by batch size
 * @param frontEnd path before the queue, as measured with this model
 * @param hostContention see {@link Host#contention}
 * @param memoryBytesPerInstance GPU memory per instance, 0 = unknown
 * @param inputBytes bytes of one inference into the server, 0 = unknown
 * @param outputBytes bytes of one inference out, 0 = unknown
 * @param traits numbers that an interference model needs, by name
 * @param parameters every fitted or assumed parameter with its basis
 * @param residuals signed error of the fit on the rows it saw
 * @param sources provenance: table, rows, publication
 * @param payloads how waiting batches behaved on the measured server
 */
public record ProfileEntry(
    ProfileKey key,
    ServiceCurve service,
    Host.FrontEnd frontEnd,
    double hostContention,
    long memoryBytesPerInstance,
    long inputBytes,
    long outputBytes,
    Map<String, Double> traits,
    List<Parameter> parameters,
    List<Residual> residuals,
    List<String> sources,
    Host.Payloads payloads) {
  public ProfileEntry {
    traits = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(traits));
    parameters = List.copyOf(parameters);
    residuals = List.copyOf(residuals);
    sources = List.copyOf(sources);
  }

  /** An entry measured on a server with growing payloads. */
  public ProfileEntry(
      ProfileKey key,
      ServiceCurve service,
      Host.FrontEnd frontEnd,
      double hostContention,
      long memoryBytesPerInstance,
      long inputBytes,
      long outputBytes,
      Map<String, Double> traits,
      List<Parameter> parameters,
      List<Residual> residuals,
      List<String> sources) {
    this(
        key,
        service,
        frontEnd,
        hostContention,
        memoryBytesPerInstance,
        inputBytes,
        outputBytes,
        traits,
        parameters,
        residuals,
        sources,
        Host.Payloads.GROWING);
  }

  /**
   * @param name e.g. {@code frontEnd.handlerNs}
   * @param value fitted value
   * @param low lower bound of the search, NaN = none
   * @param high upper bound of the search, NaN = none
   * @param basis measured = fitted from rows that identify it; assumed = not identifiable from them
   * @param note why, for assumed ones and those at a bound
   */
  public record Parameter(
      String name, double value, double low, double high, Basis basis, String note) {
    /** Whether the search ended at one of its bounds: not to be read as a measurement. */
    public boolean atBound() {
      return value <= low || value >= high;
    }
  }

  /**
   * @param table file name
   * @param row 1-based data row
   * @param metric column
   * @param measured value in the table
   * @param fitted value the fitted profile gives
   */
  public record Residual(String table, int row, String metric, double measured, double fitted) {}
}
