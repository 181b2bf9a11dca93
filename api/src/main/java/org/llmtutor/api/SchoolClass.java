package org.llmtutor.api;

/**
 * A class that learners join with its code: an entry of {@code GET /api/ops/classes}.
 *
 * @param code what learners give when they register
 * @param title for reports
 * @param learners how many joined
 */
public record SchoolClass(String code, String title, long learners) {}
