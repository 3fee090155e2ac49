package perseus.scenario;

import java.util.List;
import java.util.function.ToDoubleFunction;
import perseus.server.Host;

/** The front end of a server from those measured with each of its models alone. */
final class FrontEnds {
  private FrontEnds() {}

  /**
   * The mean of every figure, one vote per model; {@link Host.FrontEnd#NONE} for none. A server has
   * one front end, and measurements of one model at a time do not say how it differs by model.
   */
  static Host.FrontEnd mean(List<Host.FrontEnd> measured) {
    List<Host.FrontEnd> distinct = measured.stream().distinct().toList();
    if (distinct.isEmpty()) {
      return Host.FrontEnd.NONE;
    }
    if (distinct.size() == 1) {
      return distinct.get(0);
    }
    long onHandlers = measured.stream().filter(Host.FrontEnd::responseOnHandlers).count();
    return new Host.FrontEnd(
        mean(measured, Host.FrontEnd::networkBytesPerSecond),
        (int) Math.max(1, Math.round(mean(measured, Host.FrontEnd::handlers))),
        Math.round(mean(measured, Host.FrontEnd::handlerNs)),
        mean(measured, Host.FrontEnd::handlerNsPerByte),
        Math.round(mean(measured, Host.FrontEnd::responseNs)),
        mean(measured, Host.FrontEnd::responseNsPerByte),
        2 * onHandlers >= measured.size(),
        Math.round(mean(measured, Host.FrontEnd::constantNs)));
  }

  private static double mean(List<Host.FrontEnd> all, ToDoubleFunction<Host.FrontEnd> figure) {
    return all.stream().mapToDouble(figure).average().orElseThrow();
  }
}
