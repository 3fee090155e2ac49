package perseus.server;

/** First-in first-out queue of ints in a ring. */
final class IntFifo {
  private int[] items = new int[16];
  private int head;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  void add(int item) {
    if (size == items.length) {
      int[] wider = new int[size * 2];
      for (int i = 0; i < size; i++) {
        wider[i] = items[(head + i) & (size - 1)];
      }
      items = wider;
      head = 0;
    }
    items[(head + size++) & (items.length - 1)] = item;
  }

  int remove() {
    int item = items[head];
    head = (head + 1) & (items.length - 1);
    size--;
    return item;
  }

  /** Removes the first occurrence of {@code item}, if any. */
  void removeItem(int item) {
    int n = size;
    boolean removed = false;
    for (int i = 0; i < n; i++) {
      int next = remove();
      if (!removed && next == item) {
        removed = true;
      } else {
        add(next);
      }
    }
  }
}
