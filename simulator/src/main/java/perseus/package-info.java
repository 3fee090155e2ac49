/**
 * The simulator: a scenario in, results out. Start reading with {@link
 * perseus.server.ServingSystem} (what is simulated), {@link perseus.server.Simulation} (how it
 * runs) and {@link perseus.server.RunResult} (what a run measured).
 */
package perseus;
