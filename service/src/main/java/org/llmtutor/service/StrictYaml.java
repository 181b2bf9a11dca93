package org.llmtutor.service;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.configuration.YamlConfigurationFactory;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;

/** Reads the configuration; unknown keys and keys that stand twice are mistakes. */
final class StrictYaml<T> extends YamlConfigurationFactory<T> {

  StrictYaml(Class<T> type, Validator validator, ObjectMapper mapper, String propertyPrefix) {
    super(type, validator, strict(mapper), propertyPrefix);
  }

  private static ObjectMapper strict(ObjectMapper mapper) {
    return mapper.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  @Override
  protected JsonParser createParser(InputStream input) throws IOException {
    return super.createParser(input).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  }
}
