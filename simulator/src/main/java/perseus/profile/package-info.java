/**
 * What a model costs on a GPU: service-time curves, front ends, overlap of instances and
 * interference, with where each number came from.
 */
package perseus.profile;
