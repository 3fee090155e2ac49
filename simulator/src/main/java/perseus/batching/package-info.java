/** Triton's per-model scheduling: settings, queues, payloads and the dynamic batcher. */
package perseus.batching;
