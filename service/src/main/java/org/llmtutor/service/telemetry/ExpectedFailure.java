package org.llmtutor.service.telemetry;

/**
 * Marks exceptions that are part of the normal course, such as a refusal the caller is told about:
 * they are never reported as errors.
 */
public interface ExpectedFailure {}
