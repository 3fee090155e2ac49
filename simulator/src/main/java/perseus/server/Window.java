package perseus.server;

/** The measured period [from, to). */
record Window(long fromNs, long toNs) {
  /** Length of [a, b) inside the window, ns. */
  double overlap(long a, long b) {
    return Math.max(0, Math.min(b, toNs) - Math.max(a, fromNs));
  }

  boolean contains(long t) {
    return t >= fromNs && t < toNs;
  }
}
