/**
 * The simulated serving system: hosts, GPUs, Triton models with their queues and instances,
 * tenants, and the event loop that runs them.
 *
 * <p>{@link perseus.server.ServingSystem} is what is simulated: pure data with every reference
 * resolved. {@link perseus.server.Simulation} runs it once and returns a {@link
 * perseus.server.RunResult}. A run is a function of (system, options): same inputs, same bytes.
 */
package perseus.server;
