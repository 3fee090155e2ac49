/**
 * What provisioned capacity costs: dated, sourced price books, billing granularity and minimum, the
 * split of a bill over tenants, and dedicated servers beside shared ones.
 *
 * <p>The cost of a run is provisioned resources × price × billed time, never latency × price.
 */
package perseus.price;
