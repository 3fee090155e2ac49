package perseus.server;

import perseus.kernel.EventQueue;

/**
 * Front end of one host: a FIFO network link, then FIFO handler threads (SEMANTICS.md, rules F). A
 * job is a request on its way in, or, if responses occupy the handlers, a response on its way out.
 */
final class FrontEndQueue {
  private final Host.FrontEnd config;
  private final EventQueue events;
  private final HostPhases host;
  private final int linkSlot;
  private final int linkKind;
  private final int[] handlerSlot;
  private final int handlerKind;
  private final int[] handlerJob;
  private final IntFifo link = new IntFifo();
  private final IntFifo waiting = new IntFifo();
  private int linkJob = -1;
  private final Jobs jobs;

  /** Sizes of jobs. */
  interface Jobs {
    long inputBytes(int request);

    long outputBytes(int request);
  }

  FrontEndQueue(
      Host.FrontEnd config,
      HostPhases host,
      EventQueue events,
      int linkSlot,
      int linkKind,
      int[] handlerSlot,
      int handlerKind,
      Jobs jobs) {
    this.config = config;
    this.host = host;
    this.events = events;
    this.linkSlot = linkSlot;
    this.linkKind = linkKind;
    this.handlerSlot = handlerSlot;
    this.handlerKind = handlerKind;
    this.jobs = jobs;
    handlerJob = new int[handlerSlot.length];
    java.util.Arrays.fill(handlerJob, -1);
  }

  /** Whether a request passes at once. */
  boolean isTransparent() {
    return config.networkBytesPerSecond() == 0
        && config.handlerNs() == 0
        && config.handlerNsPerByte() == 0
        && !config.responseOnHandlers();
  }

  /** A request was sent. */
  void request(int request, long now) {
    if (config.networkBytesPerSecond() == 0) {
      toHandlers(request * 2, now);
    } else if (linkJob < 0) {
      startLink(request, now);
    } else {
      link.add(request);
    }
  }

  /** A response leaves the server through the handlers. */
  void response(int request, long now) {
    toHandlers(request * 2 + 1, now);
  }

  private void startLink(int request, long now) {
    linkJob = request;
    double ns = jobs.inputBytes(request) / config.networkBytesPerSecond() * 1e9;
    events.schedule(linkSlot, now + Math.round(ns), linkKind);
  }

  /** The link's transfer ended. */
  void linkDone(long now) {
    int request = linkJob;
    linkJob = -1;
    if (!link.isEmpty()) {
      startLink(link.remove(), now);
    }
    toHandlers(request * 2, now);
  }

  private void toHandlers(int job, long now) {
    for (int h = 0; h < handlerJob.length; h++) {
      if (handlerJob[h] < 0) {
        startHandler(h, job, now);
        return;
      }
    }
    waiting.add(job);
  }

  private void startHandler(int h, int job, long now) {
    handlerJob[h] = job;
    double ns;
    if ((job & 1) == 0) {
      ns = config.handlerNs() + config.handlerNsPerByte() * jobs.inputBytes(job >> 1);
    } else {
      ns = config.responseNs() + config.responseNsPerByte() * jobs.outputBytes(job >> 1);
    }
    events.schedule(handlerSlot[h], now + Math.round(ns * host.frontEndStretch()), handlerKind);
  }

  /**
   * Handler {@code h} is done.
   *
   * @return its job: request × 2, plus 1 for a response
   */
  int handlerDone(int h, long now) {
    int job = handlerJob[h];
    handlerJob[h] = -1;
    if (!waiting.isEmpty()) {
      startHandler(h, waiting.remove(), now);
    }
    return job;
  }
}
