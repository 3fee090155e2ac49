package perseus.kernel;

import java.util.Arrays;

/**
 * Future-event list: an indexed binary heap over primitive arrays.
 *
 * <p>Every entity that can have one pending event owns a slot; scheduling a slot again moves its
 * event. Simultaneous events run in the order of their kind (smaller first), then in the order in
 * which they were scheduled. That is the only tie-break in the simulator.
 *
 * <p>Re-timing a completion in place keeps the heap as small as the number of busy entities; a heap
 * with lazy deletion would hold one stale entry per start and end of a co-runner.
 */
public final class EventQueue {
  private static final int KIND_SHIFT = 56;

  private long[] time = new long[64];
  private long[] order = new long[64];
  private int[] slotAt = new int[64];
  private int size;

  private int[] position = new int[64];
  private int slots;
  private long sequence;

  /** Creates a slot without an event. */
  public int newSlot() {
    if (slots == position.length) {
      position = Arrays.copyOf(position, slots * 2);
    }
    position[slots] = -1;
    return slots++;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Number of pending events. */
  public int size() {
    return size;
  }

  /** Time of the earliest event; the queue must not be empty. */
  public long nextTime() {
    return time[0];
  }

  /** Slot of the earliest event; the queue must not be empty. */
  public int nextSlot() {
    return slotAt[0];
  }

  /** Kind of the earliest event; the queue must not be empty. */
  public int nextKind() {
    return (int) (order[0] >>> KIND_SHIFT);
  }

  /** Whether {@code slot} has a pending event. */
  public boolean isScheduled(int slot) {
    return position[slot] >= 0;
  }

  /** Time of {@code slot}'s pending event; it must have one. */
  public long timeOf(int slot) {
    return time[position[slot]];
  }

  /** Removes the earliest event. */
  public void removeFirst() {
    removeAt(0);
  }

  /** Removes {@code slot}'s event, if it has one. */
  public void cancel(int slot) {
    if (position[slot] >= 0) {
      removeAt(position[slot]);
    }
  }

  /**
   * Schedules or moves {@code slot}'s event.
   *
   * @param timeNs when
   * @param kind 0 to 127; the tie-break before order of scheduling
   */
  public void schedule(int slot, long timeNs, int kind) {
    long key = ((long) kind << KIND_SHIFT) | sequence++;
    int i = position[slot];
    if (i < 0) {
      if (size == time.length) {
        int capacity = size * 2;
        time = Arrays.copyOf(time, capacity);
        order = Arrays.copyOf(order, capacity);
        slotAt = Arrays.copyOf(slotAt, capacity);
      }
      siftUp(size++, timeNs, key, slot);
    } else if (before(timeNs, key, time[i], order[i])) {
      siftUp(i, timeNs, key, slot);
    } else {
      siftDown(i, timeNs, key, slot);
    }
  }

  private void removeAt(int i) {
    position[slotAt[i]] = -1;
    size--;
    if (i == size) {
      return;
    }
    long t = time[size];
    long o = order[size];
    int s = slotAt[size];
    if (i > 0 && before(t, o, time[(i - 1) >>> 1], order[(i - 1) >>> 1])) {
      siftUp(i, t, o, s);
    } else {
      siftDown(i, t, o, s);
    }
  }

  private void siftUp(int start, long t, long o, int s) {
    int i = start;
    while (i > 0) {
      int parent = (i - 1) >>> 1;
      if (!before(t, o, time[parent], order[parent])) {
        break;
      }
      put(i, time[parent], order[parent], slotAt[parent]);
      i = parent;
    }
    put(i, t, o, s);
  }

  private void siftDown(int start, long t, long o, int s) {
    int i = start;
    int half = size >>> 1;
    while (i < half) {
      int child = 2 * i + 1;
      int right = child + 1;
      if (right < size && before(time[right], order[right], time[child], order[child])) {
        child = right;
      }
      if (!before(time[child], order[child], t, o)) {
        break;
      }
      put(i, time[child], order[child], slotAt[child]);
      i = child;
    }
    put(i, t, o, s);
  }

  private void put(int i, long t, long o, int s) {
    time[i] = t;
    order[i] = o;
    slotAt[i] = s;
    position[s] = i;
  }

  private static boolean before(long t1, long o1, long t2, long o2) {
    return t1 < t2 || (t1 == t2 && o1 < o2);
  }
}
