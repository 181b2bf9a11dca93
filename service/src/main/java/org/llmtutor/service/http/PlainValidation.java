package org.llmtutor.service.http;

import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.ValidatorFactory;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Bean validation whose messages are English templates; expressions in them are never run. */
public final class PlainValidation {

  private PlainValidation() {}

  /** For {@code Bootstrap.setValidatorFactory}. */
  public static ValidatorFactory factory() {
    return Validators.newConfiguration()
        .messageInterpolator(
            new ParameterMessageInterpolator(
                Set.of(Locale.ENGLISH), Locale.ENGLISH, context -> Locale.ENGLISH, false))
        .buildValidatorFactory();
  }
}
