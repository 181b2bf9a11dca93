/** The one door to the database: reads, durable group-committed writes, migrations, timing. */
@NullMarked
package org.llmtutor.service.database;

import org.jspecify.annotations.NullMarked;
