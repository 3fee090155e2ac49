package perseus.random;

import java.nio.charset.StandardCharsets;
import umontreal.ssj.rng.MRG32k3aL;
import umontreal.ssj.rng.RandomStream;

/**
 * Random streams by name: the start of a stream depends on (seed, purpose, name) only, so that
 * adding a tenant or model never shifts the numbers of another, and policies are compared under
 * common random numbers.
 */
public final class RandomStreams {
  // Moduli of MRG32k3a's two components: the six seed values must lie below them.
  private static final long M1 = 4294967087L;
  private static final long M2 = 4294944443L;

  // Streams are clones because the generator's constructor advances static state without a lock.
  private static final MRG32k3aL PROTOTYPE = new MRG32k3aL();

  private RandomStreams() {}

  /**
   * An MRG32k3a stream with 53 bits per number; successive numbers are in [0, 1). Safe to call from
   * any thread; the stream returned is for one thread.
   *
   * @param seed base seed of the run
   * @param purpose what the numbers are for, e.g. {@code arrivals}
   * @param name whose numbers they are, e.g. the tenant's name
   * @param replication substream index ≥ 0; substreams are 2<sup>76</sup> numbers apart
   */
  public static RandomStream stream(long seed, String purpose, String name, int replication) {
    if (replication < 0) {
      throw new IllegalArgumentException(
          "The replication (%d) must not be negative.".formatted(replication));
    }
    long state = absorb(absorb(mix(seed), purpose), name);
    long[] values = new long[6];
    for (int i = 0; i < values.length; i++) {
      long modulus = i < 3 ? M1 : M2;
      state += GOLDEN_GAMMA;
      // 1 … modulus − 1: neither component can be all zero.
      values[i] = 1 + Long.remainderUnsigned(mix(state), modulus - 1);
    }
    MRG32k3aL stream = PROTOTYPE.clone();
    stream.setSeed(values);
    stream.increasedPrecision(true);
    for (int i = 0; i < replication; i++) {
      stream.resetNextSubstream();
    }
    return stream;
  }

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** Folds the length and the UTF-8 bytes of {@code text} into the state. */
  private static long absorb(long state, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long h = mix(state + GOLDEN_GAMMA + bytes.length);
    for (byte b : bytes) {
      h = mix(h + GOLDEN_GAMMA + (b & 0xff));
    }
    return h;
  }

  /** SplitMix64's finaliser (Steele, Lea, Flood 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
