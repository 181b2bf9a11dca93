package org.llmtutor.service.chat;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.Conversation;
import org.llmtutor.api.ConversationPage;
import org.llmtutor.api.Feedback;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.Summary;

/** A learner's conversations: list, read, erase, and feedback on the tutor's messages. */
@Timed
@Path("/api/chat")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ConversationResource {

  private static final int MAX_PAGE = 100;
  private static final int MAX_COMMENT = 2_000;

  private final Conversations conversations;

  ConversationResource(Conversations conversations) {
    this.conversations = conversations;
  }

  /** Newest first, without messages. */
  @GET
  @Path("/conversations")
  @Summary("own conversations, newest first")
  public ConversationPage list(
      @Auth Learner learner,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("20") String limit) {
    if (!limit.matches("[1-9][0-9]{0,2}") || Integer.parseInt(limit) > MAX_PAGE) {
      throw ApiException.invalid("limit is a number from 1 to " + MAX_PAGE + ".");
    }
    if (cursor != null && !cursor.matches("[0-9A-HJKMNP-TV-Z]{26}")) {
      throw ApiException.invalid("cursor is the next_cursor of the page before.");
    }
    return conversations.list(learner.id(), cursor, Integer.parseInt(limit));
  }

  /** One conversation with its messages. */
  @GET
  @Path("/conversations/{id}")
  @Summary("one conversation with its messages")
  public Conversation get(@Auth Learner learner, @PathParam("id") String id) {
    return conversations.get(learner.id(), id);
  }

  /** Erases a conversation's text for good. What it cost stays in the ledger. */
  @DELETE
  @Path("/conversations/{id}")
  @Summary("erase a conversation")
  public void delete(@Auth Learner learner, @PathParam("id") String id) {
    conversations.delete(learner.id(), id);
  }

  /** Rates a tutor's message; a second rating replaces the first. */
  @POST
  @Path("/messages/{id}/feedback")
  @Summary("rate a tutor's message")
  public void feedback(
      @Auth Learner learner, @PathParam("id") String id, @Nullable Feedback feedback) {
    String rating = feedback == null ? null : feedback.rating();
    if (rating == null || !(rating.equals("up") || rating.equals("down"))) {
      throw ApiException.invalid("rating is up or down.");
    }
    String comment = feedback == null ? null : feedback.comment();
    if (comment != null && comment.length() > MAX_COMMENT) {
      throw ApiException.invalid("comment is longer than " + MAX_COMMENT + " characters.");
    }
    conversations.putFeedback(learner.id(), id, rating, comment);
  }
}
