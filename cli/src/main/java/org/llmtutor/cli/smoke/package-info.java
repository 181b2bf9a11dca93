/** The smoke command: does a deployment do its main job. */
@NullMarked
package org.llmtutor.cli.smoke;

import org.jspecify.annotations.NullMarked;
