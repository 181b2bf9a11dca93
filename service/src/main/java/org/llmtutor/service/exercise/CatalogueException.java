package org.llmtutor.service.exercise;

/** The packaged exercises are unusable; the message lists every problem with its file. */
public final class CatalogueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CatalogueException(String message) {
    super(message);
  }
}
