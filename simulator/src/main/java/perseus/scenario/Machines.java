package perseus.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import perseus.document.Names;
import perseus.document.Reading;
import perseus.gpu.GpuCatalogue;
import perseus.gpu.GpuType;
import perseus.gpu.MigGeometry;
import perseus.gpu.Sharing;
import perseus.placement.Placeable;

/**
 * The hosts and devices that the server entries stand for.
 *
 * @param hosts in the order of the scenario
 * @param devices in the order of hosts; a MIG slice is a device
 */
record Machines(List<Machine> hosts, List<Device> devices) {
  /**
   * @param name unique
   * @param spec as stated
   */
  record Machine(String name, HostSpec spec) {}

  /**
   * @param place what placement sees
   * @param type canonical name of its type
   * @param sharing of its compute
   */
  record Device(Placeable.Device place, String type, Sharing sharing) {}

  static Machines of(List<ServerSpec> servers, Reading reading) {
    List<Machine> hosts = new ArrayList<>();
    List<Device> devices = new ArrayList<>();
    for (int s = 0; s < servers.size(); s++) {
      ServerSpec server = servers.get(s);
      List<Device> each = new ArrayList<>();
      int gpu = 0;
      for (int g = 0; g < server.gpus().size(); g++) {
        String path = "servers[" + s + "].gpus[" + g + "]";
        List<Slice> slices = slices(server.gpus().get(g), path, reading);
        for (int k = 0; k < server.gpus().get(g).count(); k++) {
          for (int i = 0; i < slices.size(); i++) {
            each.add(device(server, server.gpus().get(g), slices, i, gpu));
          }
          gpu++;
        }
      }
      for (int k = 0; k < server.count(); k++) {
        int host = hosts.size();
        String name = server.hostName(k);
        hosts.add(new Machine(name, server.host()));
        each.forEach(d -> devices.add(on(d, host, name)));
      }
    }
    return new Machines(List.copyOf(hosts), List.copyOf(devices));
  }

  private record Slice(String type, long memoryBytes) {}

  /** One per slice, or one for the whole GPU; empty after reporting a problem. */
  private static List<Slice> slices(GpuSpec spec, String path, Reading reading) {
    Optional<GpuType> type = GpuCatalogue.find(spec.type());
    if (type.isEmpty() && spec.memoryBytes() == 0) {
      reading.problem(
          path + ".type",
          "unknown GPU '%s'".formatted(spec.type()),
          Names.suggest(spec.type(), GpuCatalogue.names()) + " (or state its memory)");
      return List.of();
    }
    String name = type.map(GpuType::name).orElse(spec.type());
    if (spec.slices().isEmpty()) {
      return List.of(
          new Slice(name, spec.memoryBytes() > 0 ? spec.memoryBytes() : type.get().memoryBytes()));
    }
    Optional<MigGeometry> geometry = MigGeometry.of(name);
    if (geometry.isEmpty()) {
      reading.problem(
          path + ".slices",
          "%s cannot be cut into MIG slices".formatted(name),
          "GPUs with MIG: " + Names.list(MigGeometry.gpus()));
      return List.of();
    }
    List<String> problems = geometry.get().check(spec.slices());
    problems.forEach(p -> reading.problem(path + ".slices", p));
    if (!problems.isEmpty()) {
      return List.of();
    }
    List<Slice> slices = new ArrayList<>();
    for (String slice : spec.slices()) {
      GpuType sliceType = GpuCatalogue.find(name + "/" + slice).orElseThrow();
      slices.add(
          new Slice(
              sliceType.name(),
              spec.memoryBytes() > 0 ? spec.memoryBytes() : sliceType.memoryBytes()));
    }
    return slices;
  }

  private static Device device(
      ServerSpec server, GpuSpec spec, List<Slice> slices, int slice, int gpu) {
    Slice s = slices.get(slice);
    Sharing.Mode mode = spec.sharing().mode();
    Placeable.Device place =
        new Placeable.Device(
            "",
            server.name(),
            0,
            "",
            gpu,
            spec.slices().isEmpty() ? -1 : slice,
            s.memoryBytes(),
            mode == Sharing.Mode.EXCLUSIVE,
            mode == Sharing.Mode.MPS);
    return new Device(place, s.type(), spec.sharing());
  }

  private static Device on(Device device, int host, String hostName) {
    Placeable.Device p = device.place();
    String name = hostName + "/gpu" + p.gpu() + (p.slice() < 0 ? "" : "/mig" + p.slice());
    return new Device(
        new Placeable.Device(
            name,
            p.server(),
            host,
            hostName,
            p.gpu(),
            p.slice(),
            p.memoryBytes(),
            p.exclusive(),
            p.mps()),
        device.type(),
        device.sharing());
  }
}
