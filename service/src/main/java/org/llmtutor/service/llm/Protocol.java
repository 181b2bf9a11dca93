package org.llmtutor.service.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;

/**
 * How one kind of provider is asked and understood. What all kinds have in common is in {@link
 * RemoteClient}. Stateless, except for the {@link Reader} that reads one reply.
 */
interface Protocol {

  /** Where requests go, behind the base URL; starts with a slash. */
  String path();

  /** Media type of a streamed reply. */
  String streamType();

  /** Adds the key, if there is one, and headers that the provider wants: a bearer token. */
  default void sign(HttpRequest.Builder request, ApiKey key) {
    key.sign(request, "Authorization", "Bearer ");
  }

  /** The JSON of a request. */
  String body(LlmRequest request);

  /** Cuts a streamed reply into its events. */
  EventParser parser(int maxLineBytes);

  /** Reads one reply into {@code reply}. */
  Reader reader(Reply reply);

  /** Whether an error reply says that the account has no money. */
  boolean isOutOfMoney(int status, JsonNode body);

  /** Reads one reply, whole or event by event. */
  interface Reader {

    /** Takes the next event of a stream. */
    Step accept(EventParser.Event event) throws BadReply;

    /** Takes a whole reply and returns its text. */
    String acceptWhole(JsonNode body) throws BadReply;
  }

  /**
   * What one event brought.
   *
   * @param text often empty
   * @param end whether it was the last event, and why
   */
  record Step(String text, End end) {

    /** How a stream goes on. */
    enum End {
      /** More events follow. */
      NOT_YET,
      /** The reply is complete. */
      COMPLETE,
      /** The provider says that it failed. */
      FAILED,
      /** The provider says that the account has no money. */
      OUT_OF_MONEY
    }

    /** An event without text. */
    static final Step NOTHING = new Step("", End.NOT_YET);

    /** The end of a complete reply. */
    static final Step COMPLETE = new Step("", End.COMPLETE);

    /** Some text, or none. */
    static Step text(String text) {
      return new Step(text, End.NOT_YET);
    }

    /** The provider failed. */
    static Step failed(boolean outOfMoney) {
      return new Step("", outOfMoney ? End.OUT_OF_MONEY : End.FAILED);
    }
  }
}
