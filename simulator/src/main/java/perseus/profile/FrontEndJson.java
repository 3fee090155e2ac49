package perseus.profile;

import perseus.input.JsonObject;
import perseus.server.Host;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A front end as JSON: times in ms (per byte: ns). */
final class FrontEndJson {
  private static final double NS = 1e6;
  private static final double MAX_MS = 1e9;

  private FrontEndJson() {}

  static Host.FrontEnd read(JsonObject object) {
    Host.FrontEnd frontEnd =
        new Host.FrontEnd(
            object.number("networkBytesPerSecond", 0, 1e15, 0.0),
            (int) object.integer("handlers", 1, 4096, 1L),
            ns(object, "handlerMs"),
            object.number("handlerNsPerByte", 0, 1e9, 0.0),
            ns(object, "responseMs"),
            object.number("responseNsPerByte", 0, 1e9, 0.0),
            object.flag("responseOnHandlers", false),
            ns(object, "constantMs"));
    object.finish();
    return frontEnd;
  }

  static ObjectNode node(Host.FrontEnd frontEnd) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("networkBytesPerSecond", frontEnd.networkBytesPerSecond());
    node.put("handlers", frontEnd.handlers());
    node.put("handlerMs", frontEnd.handlerNs() / NS);
    node.put("handlerNsPerByte", frontEnd.handlerNsPerByte());
    node.put("responseMs", frontEnd.responseNs() / NS);
    node.put("responseNsPerByte", frontEnd.responseNsPerByte());
    node.put("responseOnHandlers", frontEnd.responseOnHandlers());
    node.put("constantMs", frontEnd.constantNs() / NS);
    return node;
  }

  private static long ns(JsonObject object, String key) {
    return Math.round(object.number(key, 0, MAX_MS, 0.0) * NS);
  }
}
