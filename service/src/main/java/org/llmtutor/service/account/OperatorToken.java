package org.llmtutor.service.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operators' token: from the configuration, or made once and kept in a file of mode 0600. */
final class OperatorToken {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorToken.class);

  private final String hash;

  private OperatorToken(String token) {
    this.hash = BearerTokens.hash(token);
  }

  static OperatorToken load(AccountConfig config) {
    if (!config.operatorToken().isEmpty()) {
      return new OperatorToken(config.operatorToken());
    }
    Path file = Path.of(config.operatorTokenFile());
    try {
      return new OperatorToken(Files.exists(file) ? read(file) : make(file));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "accounts.operatorTokenFile: cannot use "
              + file
              + "; make its directory writable or set OPS_TOKEN",
          e);
    }
  }

  /** Whether {@code token} is the operators'. */
  boolean matches(String token) {
    return BearerTokens.same(hash, BearerTokens.hash(token));
  }

  private static String read(Path file) throws IOException {
    String token = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!BearerTokens.wellFormed(token)) {
      throw new IOException("it does not hold a token; remove it to have a new one made");
    }
    return token;
  }

  private static String make(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    String token = BearerTokens.make("ops_");
    try {
      Files.createFile(file, ownerOnly(file));
    } catch (FileAlreadyExistsException e) {
      return read(file);
    }
    Files.writeString(file, token + "\n", StandardCharsets.US_ASCII);
    LOG.info("made an operator token; it is in {}", file);
    return token;
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    Set<String> views = file.toAbsolutePath().getFileSystem().supportedFileAttributeViews();
    if (!views.contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}
