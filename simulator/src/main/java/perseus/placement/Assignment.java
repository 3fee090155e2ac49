package perseus.placement;

/**
 * Instances of one model on one device.
 *
 * @param model index into {@link Placeable#models}
 * @param device index into {@link Placeable#devices}
 * @param instances ≥ 1
 * @param share fraction of the device's SMs for each of them, in (0, 1]
 */
public record Assignment(int model, int device, int instances, double share) {}
