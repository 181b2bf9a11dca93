/** YAML as a tree in which every key and value knows its place in the file. */
@NullMarked
package org.llmtutor.rules.yaml;

import org.jspecify.annotations.NullMarked;
