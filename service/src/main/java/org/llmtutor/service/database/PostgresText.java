package org.llmtutor.service.database;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Texts as PostgreSQL can keep them: without U+0000, which it refuses and which learners may send
 * all the same. It becomes the character that stands for what cannot be shown.
 */
final class PostgresText extends AbstractArgumentFactory<String> {

  PostgresText() {
    super(Types.VARCHAR);
  }

  @Override
  protected Argument build(String value, ConfigRegistry config) {
    String kept = value.replace('\0', '\uFFFD');
    return (position, statement, context) -> statement.setString(position, kept);
  }
}
