/**
 * From runs to numbers with intervals: the metrics by name, independent replications and when to
 * stop them, warm-up by MSER-5, batch means for one long run, and the laws every result must obey.
 *
 * <p>{@link perseus.metric.Replications} makes the runs, {@link perseus.metric.Summarizer} turns
 * them into a {@link perseus.metric.Summary}, {@link perseus.metric.CrossChecks} holds each run
 * against Little's law and the conservation of requests and GPU time.
 */
package perseus.metric;
