/** The ledger command: verify, export, import, reconcile with a provider, show single rows. */
@NullMarked
package org.llmtutor.cli.ledger;

import org.jspecify.annotations.NullMarked;
