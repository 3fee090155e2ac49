package perseus.batching;

import perseus.batching.ModelConfig.DynamicBatching;

/**
 * Triton's {@code GetDynamicBatch} (core, dynamic_batch_scheduler.cc:487-670) for requests of equal
 * shape; SEMANTICS.md, rules B1-B7.
 */
final class TritonDynamicBatching implements BatchingPolicy {
  private final int maxBatchSize;
  private final long delayNs;
  private final int[] preferred;
  private final int maxPreferred;

  TritonDynamicBatching(int maxBatchSize, DynamicBatching config) {
    this.maxBatchSize = Math.max(1, maxBatchSize);
    this.delayNs = config.maxQueueDelayUs() * 1000;
    this.preferred =
        config.preferredBatchSizes().isEmpty()
            ? new int[] {this.maxBatchSize}
            : config.preferredBatchSizes().stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .distinct()
                .toArray();
    this.maxPreferred = preferred[preferred.length - 1];
  }

  @Override
  public void decide(BatchView view, BatchDecision decision) {
    int inPayload = view.payloadSize();
    int pending = 0;
    int pendingRequests = 0;
    int best = 0;
    int bestRequests = 0;
    boolean sendNow = false;
    long oldestNs = Long.MAX_VALUE;
    long closestTimeoutNs = Long.MAX_VALUE;
    while (view.next()) {
      int b = view.inferences();
      if (view.payloadRequests() + pendingRequests > 0) {
        if (inPayload + pending + b > maxPreferred && best == 0) {
          best = pending;
          bestRequests = pendingRequests;
          decision.saturated = true;
        }
        if (inPayload + pending + b > maxBatchSize) {
          sendNow = true;
          break;
        }
      }
      pending += b;
      pendingRequests++;
      oldestNs = Math.min(oldestNs, view.queuedNs());
      if (view.expiresNs() != 0) {
        closestTimeoutNs = Math.min(closestTimeoutNs, view.expiresNs());
      }
      if (isPreferred(inPayload + pending)) {
        best = pending;
        bestRequests = pendingRequests;
      }
    }
    long waitedNs = view.nowNs() - oldestNs;
    boolean exceeded = delayNs != 0 && pendingRequests > 0 && waitedNs >= delayNs;
    if (best != 0 && !exceeded) {
      if (delayNs == 0) {
        decision.saturated = true;
      }
      decision.take = bestRequests;
      return;
    }
    if (pendingRequests == 0) {
      return;
    }
    if (sendNow || inPayload + pending >= maxPreferred) {
      decision.saturated = true;
      decision.take = pendingRequests;
      return;
    }
    if (exceeded || delayNs == 0) {
      decision.take = pendingRequests;
      return;
    }
    decision.wakeAtInferences = nextPreferred(inPayload + pending) - inPayload;
    if (!decision.saturated && inPayload != 0 && !isPreferred(inPayload)) {
      decision.take = pendingRequests;
      return;
    }
    long waitNs = delayNs - waitedNs;
    if (closestTimeoutNs != Long.MAX_VALUE) {
      long untilTimeoutNs = closestTimeoutNs - view.nowNs();
      waitNs = Math.min(waitNs, untilTimeoutNs < 0 ? 1000 : untilTimeoutNs);
    }
    // Triton's wait has whole microseconds and rounds down.
    long waitUs = waitNs / 1000;
    if (waitUs == 0) {
      decision.take = pendingRequests;
    } else {
      decision.waitNs = waitUs * 1000;
    }
  }

  private boolean isPreferred(int size) {
    for (int p : preferred) {
      if (p == size) {
        return true;
      }
    }
    return false;
  }

  private int nextPreferred(int size) {
    for (int p : preferred) {
      if (p > size) {
        return p;
      }
    }
    return preferred[0];
  }
}
