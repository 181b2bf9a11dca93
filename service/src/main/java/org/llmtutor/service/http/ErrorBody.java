package org.llmtutor.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import org.llmtutor.api.ApiError;

/** The JSON bytes of an {@link ApiError}, for places where no Jersey writer is at hand. */
final class ErrorBody {

  static final String TYPE = "application/json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorBody() {}

  static byte[] of(ErrorStatus error, String requestId) {
    try {
      return JSON.writeValueAsBytes(new ApiError(error.code(), error.message(), requestId));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
