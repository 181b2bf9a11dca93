package org.llmtutor.service.http;

/**
 * Stable code and sentence for errors that come from the HTTP layer and not from a feature.
 *
 * @param status HTTP status
 * @param code stable identifier in snake_case
 * @param message what is wrong and what to do
 */
record ErrorStatus(int status, String code, String message) {

  /** The entry for {@code status}; unknown ones take that of their class. */
  static ErrorStatus of(int status) {
    return switch (status) {
      case 400 -> entry(status, "bad_request", "The request is malformed.");
      case 401 -> entry(status, "unauthorized", "Send a valid token as Authorization: Bearer.");
      case 403 -> entry(status, "forbidden", "This token does not allow that.");
      case 404 -> entry(status, "not_found", "There is nothing at this address.");
      case 405 -> entry(status, "method_not_allowed", "This address does not take that method.");
      case 406 -> entry(status, "not_acceptable", "Accept application/json.");
      case 408 -> entry(status, "request_timeout", "The request came too slowly. Send it again.");
      case 413 -> entry(status, "payload_too_large", "The body is too large. Send less.");
      case 414 -> entry(status, "uri_too_long", "The address is too long. Shorten it.");
      case 415 -> entry(status, "unsupported_media_type", "Send application/json.");
      case 422 -> entry(status, "invalid_request", "The request is not acceptable.");
      case 429 -> entry(status, "too_many_requests", "Too many requests. Wait and try again.");
      case 431 -> entry(status, "headers_too_large", "The headers are too large. Send fewer.");
      case 501 -> entry(status, "not_implemented", "The service does not offer that.");
      case 503 -> entry(status, "unavailable", "The service is not ready. Try again later.");
      default ->
          status >= 400 && status < 500
              ? entry(status, "request_refused", "The request was refused.")
              : entry(status, "internal", "Something failed on our side. Try again later.");
    };
  }

  private static ErrorStatus entry(int status, String code, String message) {
    return new ErrorStatus(status, code, message);
  }
}
