@NullMarked
package org.llmtutor.service;

import org.jspecify.annotations.NullMarked;
