package org.llmtutor.service.console;

/** One file of the page. Immutable: nobody changes the bytes. */
final class Asset {

  private final String type;
  private final byte[] bytes;
  private final String etag;

  /**
   * A file.
   *
   * @param type media type
   * @param bytes its content
   * @param etag hash of its content
   */
  Asset(String type, byte[] bytes, String etag) {
    this.type = type;
    this.bytes = bytes;
    this.etag = etag;
  }

  String type() {
    return type;
  }

  byte[] bytes() {
    return bytes;
  }

  String etag() {
    return etag;
  }
}
