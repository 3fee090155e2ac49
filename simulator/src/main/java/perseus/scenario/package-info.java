/**
 * What-if questions as files: {@link perseus.scenario.ScenarioReader} turns a YAML document into a
 * {@link perseus.scenario.Scenario}, or one message with every problem, and {@link
 * perseus.scenario.SystemBuilder} resolves its names into a {@link perseus.server.ServingSystem}.
 * Each part of the vocabulary is declared once, beside the record that it becomes.
 */
package perseus.scenario;
