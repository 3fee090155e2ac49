package perseus.check;

import java.util.List;
import java.util.function.Supplier;

/**
 * A part of a family that is run by one thread.
 *
 * @param id prefix of its rows' ids
 * @param cost relative run time, e.g. requests to simulate; dear cases are started first
 * @param rows computes the rows
 */
public record CheckCase(String id, double cost, Supplier<List<CheckRow>> rows) {}
