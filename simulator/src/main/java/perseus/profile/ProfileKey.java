package perseus.profile;

/**
 * What a profile entry is about. Empty string = not stated.
 *
 * @param gpu e.g. {@code A100-SXM-80GB}; a MIG slice is a GPU type of its own
 */
public record ProfileKey(
    String gpu,
    String model,
    String precision,
    String backend,
    String accelerator,
    String variant) {}
