package perseus.server;

import perseus.gpu.Interference;
import perseus.gpu.Sharing;

/**
 * A device that executes batches: a whole GPU or one MIG slice.
 *
 * @param name unique, e.g. {@code s0/gpu1} or {@code s0/gpu1/mig2}
 * @param host index into {@link ServingSystem#hosts}
 * @param type catalogue name, e.g. {@code P4}
 * @param sharing how concurrent executions share the device's compute
 * @param memoryBytes capacity; 0 = not checked
 * @param interference slowdown beside co-runners, on top of the sharing of compute
 */
public record Gpu(
    String name,
    int host,
    String type,
    Sharing sharing,
    long memoryBytes,
    Interference interference) {}
