package perseus.batching;

import perseus.batching.ModelConfig.DynamicBatching;
import perseus.batching.ModelConfig.QueuePolicy;
import perseus.batching.ModelConfig.TimeoutAction;

/**
 * Queue of one model: priority levels in ascending order (1 is the highest), FIFO within a level;
 * requests that a DELAY timeout overtook follow the level's unexpired ones.
 *
 * <p>Reading goes through the cursor ({@link #rewind}, {@link #advance}), which removes expired
 * requests when it reaches them, as Triton does; one that no cursor reaches stays.
 */
final class RequestQueue {
  private static final int NONE = RequestPool.NONE;

  private final RequestPool pool;
  private final int levels;
  private final int defaultLevel;
  private final QueuePolicy[] policies;

  /** List 2·level = unexpired, 2·level + 1 = delayed. */
  private final int[] head;

  private final int[] tail;
  private final int[] count;
  private int size;
  private int inferences;

  private int cursorList;
  private int cursorPrevious;
  private int cursor;

  private int[] expired = new int[16];
  private int expiredCount;

  RequestQueue(RequestPool pool, DynamicBatching config) {
    this.pool = pool;
    this.levels = Math.max(1, config.priorityLevels());
    this.defaultLevel =
        config.priorityLevels() == 0 ? 1 : Math.max(1, config.defaultPriorityLevel());
    policies = new QueuePolicy[levels];
    for (int level = 0; level < levels; level++) {
      policies[level] =
          config.priorityQueuePolicy().getOrDefault(level + 1, config.defaultQueuePolicy());
    }
    head = new int[2 * levels];
    tail = new int[2 * levels];
    count = new int[2 * levels];
    java.util.Arrays.fill(head, NONE);
  }

  int size() {
    return size;
  }

  /** Inferences queued. */
  int inferences() {
    return inferences;
  }

  /** Adds a request; false if its level is at max_queue_size. */
  boolean offer(int request, long now) {
    int level = pool.priority[request];
    if (level < 1 || level > levels) {
      level = defaultLevel;
    }
    QueuePolicy policy = policies[level - 1];
    int list = 2 * (level - 1);
    if (policy.maxQueueSize() > 0 && count[list] + count[list + 1] >= policy.maxQueueSize()) {
      return false;
    }
    long timeoutUs = policy.defaultTimeoutUs();
    if (policy.allowTimeoutOverride()
        && pool.timeoutUs[request] != 0
        && pool.timeoutUs[request] < timeoutUs) {
      timeoutUs = pool.timeoutUs[request];
    }
    pool.expiresNs[request] = timeoutUs == 0 ? 0 : now + timeoutUs * 1000;
    append(list, request);
    size++;
    inferences += pool.batch[request];
    return true;
  }

  /** Puts the cursor before the first request. */
  void rewind() {
    cursorList = 0;
    cursorPrevious = NONE;
    cursor = NONE;
  }

  /**
   * Moves to the next unexpired request in policy order and returns it, or {@link
   * RequestPool#NONE}. Expired ones on the way are removed (REJECT) or delayed.
   */
  int advance(long now) {
    int candidate = cursor == NONE && cursorPrevious == NONE ? head[cursorList] : pool.next[cursor];
    int previous = cursor;
    while (true) {
      if (candidate == NONE) {
        if (++cursorList == head.length) {
          cursorList--;
          return NONE;
        }
        candidate = head[cursorList];
        previous = NONE;
        continue;
      }
      boolean delayedList = (cursorList & 1) == 1;
      long expires = pool.expiresNs[candidate];
      if (!delayedList && expires != 0 && now > expires) {
        int after = pool.next[candidate];
        unlink(cursorList, previous, candidate);
        if (policies[cursorList >> 1].timeoutAction() == TimeoutAction.REJECT) {
          size--;
          inferences -= pool.batch[candidate];
          addExpired(candidate);
        } else {
          append(cursorList + 1, candidate);
        }
        candidate = after;
        continue;
      }
      cursorPrevious = previous;
      cursor = candidate;
      return candidate;
    }
  }

  /** Whether the cursor's request can still expire. */
  boolean cursorCanExpire() {
    return (cursorList & 1) == 0 && pool.expiresNs[cursor] != 0;
  }

  /** Removes the first request in policy order; none of those before the cursor is expired. */
  int take() {
    for (int list = 0; list < head.length; list++) {
      if (head[list] != NONE) {
        int request = head[list];
        unlink(list, NONE, request);
        size--;
        inferences -= pool.batch[request];
        return request;
      }
    }
    throw new IllegalStateException("Nothing to take from an empty queue.");
  }

  /** Removes every expired request whose timeout rejects. */
  void rejectExpired(long now) {
    for (int list = 0; list < head.length; list += 2) {
      if (policies[list >> 1].timeoutAction() != TimeoutAction.REJECT) {
        continue;
      }
      int previous = NONE;
      int request = head[list];
      while (request != NONE) {
        int after = pool.next[request];
        if (pool.expiresNs[request] != 0 && now > pool.expiresNs[request]) {
          unlink(list, previous, request);
          size--;
          inferences -= pool.batch[request];
          addExpired(request);
        } else {
          previous = request;
        }
        request = after;
      }
    }
  }

  /** Number of rejected requests not yet handed out. */
  int expiredCount() {
    return expiredCount;
  }

  /** The i-th of them. */
  int expired(int i) {
    return expired[i];
  }

  void clearExpired() {
    expiredCount = 0;
  }

  private void append(int list, int request) {
    pool.next[request] = NONE;
    if (head[list] == NONE) {
      head[list] = request;
    } else {
      pool.next[tail[list]] = request;
    }
    tail[list] = request;
    count[list]++;
  }

  private void unlink(int list, int previous, int request) {
    int after = pool.next[request];
    if (previous == NONE) {
      head[list] = after;
    } else {
      pool.next[previous] = after;
    }
    if (tail[list] == request) {
      tail[list] = previous;
    }
    count[list]--;
  }

  private void addExpired(int request) {
    if (expiredCount == expired.length) {
      expired = java.util.Arrays.copyOf(expired, expiredCount * 2);
    }
    expired[expiredCount++] = request;
  }
}
