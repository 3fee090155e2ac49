package perseus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueueTest {
  private record Event(int slot, long time, int kind, long sequence) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void popsInTheOrderOfASortedListWhateverIsMovedAndCancelled(long seed) {
    Random random = new Random(seed);
    EventQueue queue = new EventQueue();
    List<Event> expected = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      queue.newSlot();
    }
    long sequence = 0;
    long now = 0;
    for (int step = 0; step < 20_000; step++) {
      int slot = random.nextInt(200);
      int action = random.nextInt(10);
      if (action < 6) {
        long time = now + random.nextInt(50);
        int kind = random.nextInt(4);
        queue.schedule(slot, time, kind);
        expected.removeIf(e -> e.slot() == slot);
        expected.add(new Event(slot, time, kind, sequence++));
      } else if (action < 7) {
        queue.cancel(slot);
        expected.removeIf(e -> e.slot() == slot);
      } else if (!expected.isEmpty()) {
        Event first =
            expected.stream()
                .min(
                    Comparator.comparingLong(Event::time)
                        .thenComparingInt(Event::kind)
                        .thenComparingLong(Event::sequence))
                .orElseThrow();
        assertThat(queue.nextSlot()).isEqualTo(first.slot());
        assertThat(queue.nextTime()).isEqualTo(first.time());
        assertThat(queue.nextKind()).isEqualTo(first.kind());
        queue.removeFirst();
        expected.remove(first);
        now = first.time();
      }
      assertThat(queue.size()).isEqualTo(expected.size());
      assertThat(queue.isScheduled(slot))
          .isEqualTo(expected.stream().anyMatch(e -> e.slot() == slot));
    }
  }

  @Test
  void simultaneousEventsRunByKindThenAsScheduled() {
    EventQueue queue = new EventQueue();
    int a = queue.newSlot();
    int b = queue.newSlot();
    int c = queue.newSlot();
    queue.schedule(a, 5, 2);
    queue.schedule(b, 5, 1);
    queue.schedule(c, 5, 1);
    List<Integer> order = new ArrayList<>();
    while (!queue.isEmpty()) {
      order.add(queue.nextSlot());
      queue.removeFirst();
    }
    assertThat(order).containsExactly(b, c, a);
  }
}
