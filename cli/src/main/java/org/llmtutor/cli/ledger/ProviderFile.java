package org.llmtutor.cli.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonText;

/**
 * A usage export of a provider: the JSON of its usage or cost API, one page or a list of them, or
 * the CSV of its console.
 *
 * @param usage what it says, in its order
 * @param note what is missing from it; null when nothing is known to be
 */
record ProviderFile(List<ProviderUsage> usage, @Nullable String note) {

  private static final long LARGEST = 64L * 1024 * 1024;

  /** Whose export it is. */
  enum Provider {
    openai,
    anthropic
  }

  /** Copies the list. */
  ProviderFile {
    usage = List.copyOf(usage);
  }

  static ProviderFile read(Provider provider, Path path, String shown) {
    String text = text(path, shown);
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    boolean json = first == '{' || first == '[';
    ProviderFile file = json ? json(provider, text, shown) : csv(provider, text, shown);
    if (file.usage().isEmpty()) {
      throw CliException.failed(shown + ": holds no usage at all; export days that have some");
    }
    return file;
  }

  private static String text(Path path, String shown) {
    if (!Files.isRegularFile(path)) {
      throw CliException.failed(shown + ": no such file; check the path");
    }
    try {
      if (Files.size(path) > LARGEST) {
        throw CliException.failed(shown + ": larger than 64 MiB; export fewer days");
      }
      String text = Files.readString(path, StandardCharsets.UTF_8);
      return (text.startsWith("\ufeff") ? text.substring(1) : text).strip();
    } catch (IOException e) {
      throw CliException.failed(shown + ": cannot be read as UTF-8 text; check the file");
    }
  }

  private static ProviderFile json(Provider provider, String text, String shown) {
    Object root;
    try {
      root = JsonText.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw CliException.failed(shown + ": broken JSON; export it again");
    }
    List<JsonObject> buckets = new ArrayList<>();
    boolean more = false;
    for (Object page : root instanceof List<?> pages ? pages : List.of(root)) {
      JsonObject object = JsonObject.of(page, shown);
      if (object.members().get("data") instanceof List) {
        buckets.addAll(object.objects("data"));
        more = Boolean.TRUE.equals(object.members().get("has_more"));
      } else {
        buckets.add(object);
      }
    }
    List<ProviderUsage> usage =
        provider == Provider.openai
            ? OpenAiUsage.buckets(buckets, shown)
            : AnthropicUsage.buckets(buckets, shown);
    return new ProviderFile(
        usage, more ? "the file's last page says that there are more; days may be missing" : null);
  }

  private static ProviderFile csv(Provider provider, String text, String shown) {
    CsvRecords records = CsvRecords.parse(text, shown);
    return new ProviderFile(
        provider == Provider.openai
            ? OpenAiUsage.records(records)
            : AnthropicUsage.records(records),
        null);
  }

  /** An error for a file of which nothing is understood. */
  static CliException unknownShape(String shown, String lookedFor, String found) {
    return CliException.failed(
        "%s: not a usage export of a known shape; looked for %s; found %s"
            .formatted(shown, lookedFor, found.isEmpty() ? "nothing of these" : found));
  }

  /** The names of an object's members, for messages. */
  static String names(Map<String, ?> members) {
    return String.join(", ", members.keySet());
  }
}
