package perseus.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuCatalogueTest {
  private static final long GIB = 1L << 30;

  @ParameterizedTest
  @CsvSource({
    "P4, P4, 8, 20",
    "NVIDIA T4, T4, 16, 40",
    "Tesla V100-SXM2-16GB, V100-SXM2-16GB, 16, 80",
    "V100-16GB, V100-SXM2-16GB, 16, 80",
    "V100-SXM2-32GB, V100-SXM2-32GB, 32, 80",
    "NVIDIA A10, A10, 24, 72",
    "A10G, A10G, 24, 80",
    "NVIDIA A30, A30, 24, 56",
    "A40, A40, 48, 84",
    "NVIDIA A100-SXM-80GB, A100-SXM-80GB, 80, 108",
    "a100_80gb, A100-SXM-80GB, 80, 108",
    "NVIDIA A100-PCIe, A100-PCIe-40GB, 40, 108",
    "H100, H100-SXM-80GB, 80, 132",
    "TITAN RTX, TITAN RTX, 24, 72",
    "GeForce RTX 2080 Ti, RTX 2080 Ti, 11, 68",
  })
  void knowsTheNamesThatTablesAndPriceListsUse(
      String name, String canonical, long gibibytes, int multiprocessors) {
    GpuType type = GpuCatalogue.find(name).orElseThrow();
    assertThat(type.name()).isEqualTo(canonical);
    assertThat(type.memoryBytes()).isEqualTo(gibibytes * GIB);
    assertThat(type.multiprocessors()).isEqualTo(multiprocessors);
  }

  @Test
  void aSliceHasItsPartOfTheDevice() {
    GpuType slice = GpuCatalogue.find("A100-80GB/2g.20gb").orElseThrow();
    assertThat(slice.name()).isEqualTo("A100-SXM-80GB/2g.20gb");
    assertThat(slice.memoryBytes()).isEqualTo(20 * GIB);
    assertThat(slice.multiprocessors()).isEqualTo(28);
  }

  @Test
  void saysNothingAboutWhatItDoesNotKnow() {
    assertThat(GpuCatalogue.find("Z1000")).isEmpty();
    assertThat(GpuCatalogue.find("T4/1g.5gb")).isEmpty();
    assertThat(GpuCatalogue.find("A100-80GB/9g.90gb")).isEmpty();
    assertThat(GpuCatalogue.find("")).isEmpty();
  }

  @Test
  void everyGeometryBelongsToACataloguedGpu() {
    assertThat(GpuCatalogue.names()).containsAll(MigGeometry.gpus());
  }
}
