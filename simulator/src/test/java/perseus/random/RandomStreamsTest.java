package perseus.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import umontreal.ssj.rng.RandomStream;

class RandomStreamsTest {
  @Test
  void sameNamesGiveTheSameNumbers() {
    assertThat(first(RandomStreams.stream(7, "arrivals", "photos", 3)))
        .isEqualTo(first(RandomStreams.stream(7, "arrivals", "photos", 3)));
  }

  @Test
  void everyPartOfTheNameMatters() {
    assertThat(
            List.of(
                first(RandomStreams.stream(7, "arrivals", "photos", 0)),
                first(RandomStreams.stream(8, "arrivals", "photos", 0)),
                first(RandomStreams.stream(7, "service", "photos", 0)),
                first(RandomStreams.stream(7, "arrivals", "faces", 0)),
                first(RandomStreams.stream(7, "arrival", "sphotos", 0)),
                first(RandomStreams.stream(7, "arrivals", "photos", 1))))
        .doesNotHaveDuplicates();
  }

  @Test
  void replicationIsTheSubstreamOfThatIndex() {
    RandomStream stream = RandomStreams.stream(1, "service", "m", 0);
    stream.resetNextSubstream();
    stream.resetNextSubstream();
    assertThat(first(RandomStreams.stream(1, "service", "m", 2))).isEqualTo(first(stream));
  }

  @Test
  void streamsAreIndependentObjects() {
    RandomStream one = RandomStreams.stream(1, "p", "n", 0);
    List<Double> expected = first(RandomStreams.stream(1, "p", "n", 0));
    RandomStreams.stream(2, "p", "n", 4).nextDouble();
    assertThat(first(one)).isEqualTo(expected);
  }

  @Test
  void creationOnManyThreadsGivesTheSameStreams() {
    List<List<Double>> sequential =
        IntStream.range(0, 500)
            .mapToObj(i -> first(RandomStreams.stream(i, "p", "n", i % 5)))
            .toList();
    List<List<Double>> parallel =
        IntStream.range(0, 500)
            .parallel()
            .mapToObj(i -> first(RandomStreams.stream(i, "p", "n", i % 5)))
            .toList();
    assertThat(parallel).isEqualTo(sequential);
  }

  /** Hashed seeds must not be correlated: pooled first numbers of 10,000 streams are uniform. */
  @Test
  void firstNumbersOfManyStreamsAreUniform() {
    int n = 10_000;
    int[] counts = new int[100];
    for (int i = 0; i < n; i++) {
      counts[(int) (100 * RandomStreams.stream(1, "p", "tenant-" + i, 0).nextDouble())]++;
    }
    double chiSquare = 0;
    for (int c : counts) {
      chiSquare += (c - 100.0) * (c - 100.0) / 100.0;
    }
    // 99.99 % interval of a χ² variable with 99 degrees of freedom.
    assertThat(chiSquare).isBetween(54.0, 161.3);
  }

  @Test
  void negativeReplicationIsRefused() {
    assertThatThrownBy(() -> RandomStreams.stream(1, "p", "n", -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  private static List<Double> first(RandomStream stream) {
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      numbers.add(stream.nextDouble());
    }
    return numbers;
  }
}
