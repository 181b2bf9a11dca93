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
              + " ("
              + (e instanceof NotAToken ? e.getMessage() : "its directory must be writable")
              + "); or set OPS_TOKEN",
          e);
    }
  }

  /** Whether {@code token} is the operators'. */
  boolean matches(String token) {
    return BearerTokens.same(hash, BearerTokens.hash(token));
  }

  /** A hash of {@code id} that is another one as soon as the token is another. */
  String bind(String id) {
    return BearerTokens.hash(hash + ":" + id);
  }

  private static String read(Path file) throws IOException {
    String token = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
    if (!BearerTokens.wellFormed(token)) {
      throw new NotAToken();
    }
    return token;
  }

  private static String make(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    String token = BearerTokens.make("ops_");
    Path whole = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    Files.deleteIfExists(whole);
    try {
      Files.createFile(whole, ownerOnly(file));
      Files.writeString(whole, token + "\n", StandardCharsets.US_ASCII);
      appear(whole, file);
    } catch (FileAlreadyExistsException e) {
      return read(file);
    } finally {
      Files.deleteIfExists(whole);
    }
    LOG.info("made an operator token; it is in {}", file);
    return token;
  }

  /** A file appears with its contents or not at all, and never in place of another. */
  private static void appear(Path whole, Path file) throws IOException {
    try {
      Files.createLink(file, whole);
    } catch (UnsupportedOperationException e) {
      Files.move(whole, file);
    }
  }

  private static final class NotAToken extends IOException {

    private static final long serialVersionUID = 1L;

    NotAToken() {
      super("it does not hold a token; remove it to have a new one made");
    }
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
