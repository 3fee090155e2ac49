package perseus.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ScenarioSchemaTest {
  private final JsonNode schema = ScenarioReader.schema();

  @Test
  void theDeclaredFieldsAreTheSchemasProperties() {
    assertThat(schema.get("properties").propertyNames())
        .containsExactly(
            "formatVersion",
            "horizon",
            "warmUp",
            "seed",
            "replications",
            "drain",
            "profiles",
            "prices",
            "servers",
            "models",
            "placement",
            "tenants",
            "routing",
            "interference");
    assertThat(schema.get("required").toString())
        .isEqualTo("[\"formatVersion\",\"horizon\",\"servers\",\"models\",\"tenants\"]");
    assertThat(schema.get("additionalProperties").booleanValue()).isFalse();
  }

  @Test
  void everyArrivalProcessIsAnAlternative() {
    JsonNode arrivals = schema.at("/properties/tenants/items/properties/arrivals/oneOf");
    assertThat(arrivals.valueStream().map(a -> a.at("/properties/process/const").asString()))
        .containsExactly(
            "poisson",
            "constant",
            "gamma",
            "weibull",
            "mmpp",
            "on-off",
            "piecewise",
            "replay",
            "closed");
    assertThat(arrivals.get(0).get("required").toString()).isEqualTo("[\"process\",\"rate\"]");
  }

  @Test
  void everyPropertyIsDescribed() {
    assertDescribed(schema, "");
  }

  private static void assertDescribed(JsonNode node, String path) {
    JsonNode properties = node.get("properties");
    if (properties != null && properties.isObject()) {
      properties
          .properties()
          .forEach(
              e -> {
                boolean isSelector = e.getValue().has("const") || e.getValue().has("enum");
                assertThat(e.getValue().has("description") || isSelector)
                    .as(path + "/" + e.getKey())
                    .isTrue();
              });
    }
    node.properties().forEach(e -> assertDescribed(e.getValue(), path + "/" + e.getKey()));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      assertDescribed(node.get(i), path + "/" + i);
    }
  }
}
