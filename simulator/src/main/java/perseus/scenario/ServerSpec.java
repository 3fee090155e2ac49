package perseus.scenario;

import java.util.List;
import perseus.document.Field;
import perseus.document.ObjectType;
import perseus.document.Types;
import perseus.document.ValueType;

/**
 * Equal servers.
 *
 * @param name of the entry; its hosts are called like it, with {@code [k]} where there are several
 * @param count number of hosts ≥ 1
 * @param price name in the price book, null = none stated
 * @param gpus of each host
 * @param host server process and machine
 */
public record ServerSpec(String name, int count, String price, List<GpuSpec> gpus, HostSpec host) {
  static final String KIND = "server";

  private static final Field<String> NAME =
      Field.required("name", Types.name(KIND), "unique name of the server entry");
  private static final Field<Integer> COUNT =
      Field.optional("count", Types.integer(1, 100_000), 1, "number of such servers");
  private static final Field<String> PRICE =
      Field.optional("price", Types.text(), "name in the price book");
  private static final Field<List<GpuSpec>> GPUS =
      Field.required("gpus", Types.list(GpuSpec.TYPE, 0), "GPUs of each server");
  private static final Field<HostSpec> HOST =
      Field.optional("host", HostSpec.TYPE, HostSpec.DEFAULT, "server process and machine");

  static final ValueType<ServerSpec> TYPE =
      new ObjectType<>(
          List.of(NAME, COUNT, PRICE, GPUS, HOST),
          v -> new ServerSpec(v.get(NAME), v.get(COUNT), v.get(PRICE), v.get(GPUS), v.get(HOST)));

  public ServerSpec {
    gpus = List.copyOf(gpus);
  }

  /** Name of host {@code k} of this entry. */
  String hostName(int k) {
    return count == 1 ? name : name + "[" + k + "]";
  }
}
