package org.llmtutor.service.exercise;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.Completion;
import org.llmtutor.api.CompletionRequest;
import org.llmtutor.api.ExerciseDetail;
import org.llmtutor.api.ExercisePage;
import org.llmtutor.api.ExerciseSummary;
import org.llmtutor.api.SubmissionRequest;
import org.llmtutor.api.SubmissionResult;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.Summary;
import org.llmtutor.service.telemetry.Metrics;

/** Routes of the catalogue, the exercise of the day, submissions and completions. */
@Timed
@Path("/api/exercises")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ExerciseResource {

  private final Catalogue catalogue;
  private final Completions completions;
  private final Submissions submissions;
  private final SubmissionLimits limits;
  private final DailyExercise daily;
  private final Clock clock;
  private final ZoneId zone;

  /**
   * Registers {@code exercises_completed_total}, so there is one of these per {@code metrics}.
   *
   * @param zone the platform's zone, in which days are counted
   */
  public ExerciseResource(
      Catalogue catalogue,
      ExerciseConfig config,
      Database database,
      Metrics metrics,
      Clock clock,
      ZoneId zone) {
    this.catalogue = catalogue;
    this.completions = new Completions(database, metrics, clock);
    this.submissions = new Submissions(database, metrics, clock, config.submissionsKept());
    this.limits = new SubmissionLimits(config);
    this.daily = new DailyExercise(catalogue);
    this.clock = clock;
    this.zone = zone;
  }

  /** A page of exercises, ordered by id; 422 for a bad filter. */
  @GET
  @Summary("the catalogue, with filters and pages")
  public ExercisePage list(
      @Auth Learner learner,
      @QueryParam("difficulty") @Nullable String difficulty,
      @QueryParam("concept") @Nullable String concept,
      @QueryParam("language") @Nullable String language,
      @QueryParam("completed") @Nullable String completed,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    ExerciseFilter filter =
        ExerciseFilter.parse(difficulty, concept, language, completed, limit, cursor);
    Set<String> done = completions.of(learner);
    List<Exercise> rest = catalogue.list(exercise -> filter.fits(exercise, done));
    List<Exercise> page = rest.subList(0, Math.min(filter.limit(), rest.size()));
    List<ExerciseSummary> items =
        page.stream().map(exercise -> exercise.summary(done.contains(exercise.id()))).toList();
    boolean isLast = page.size() == rest.size();
    return new ExercisePage(
        items, isLast ? null : ExerciseFilter.cursorAfter(page.get(page.size() - 1).id()));
  }

  /** The learner's exercise of the day: the same until the day ends in the platform's zone. */
  @GET
  @Path("/daily")
  @Summary("the exercise of the day")
  public ExerciseDetail daily(@Auth Learner learner) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    Set<String> before = completions.before(learner, today.atStartOfDay(zone).toInstant());
    return detail(learner, daily.pick(learner, today, before));
  }

  /** One exercise; 404 when there is none. */
  @GET
  @Path("/{id}")
  @Summary("one exercise")
  public ExerciseDetail get(@Auth Learner learner, @PathParam("id") String id) {
    return detail(learner, find(id));
  }

  /** Judges what the learner's runner reports; 422 for unknown cases or a submission too large. */
  @POST
  @Path("/{id}/submissions")
  @Summary("report what the own solution returned, and hear what is right")
  public SubmissionResult submit(
      @Auth Learner learner, @PathParam("id") String id, @Nullable SubmissionRequest request) {
    Exercise exercise = find(id);
    if (request == null) {
      throw ApiException.invalid("The body is missing; send language, code and outputs.");
    }
    String language = language(request.language()).orElseThrow(ExerciseResource::languageMissing);
    return submissions.submit(
        learner,
        exercise,
        language,
        limits.code(request.code()),
        limits.outputs(request.outputs(), exercise));
  }

  /** Completes an exercise; doing it again returns the first completion. The body is optional. */
  @POST
  @Path("/{id}/complete")
  @Summary("complete an exercise; counts once")
  public Completion complete(
      @Auth Learner learner, @PathParam("id") String id, @Nullable CompletionRequest request) {
    Exercise exercise = find(id);
    String language =
        language(request == null ? null : request.language())
            .or(() -> preferred(learner))
            .orElseThrow(ExerciseResource::languageMissing);
    return completions.complete(learner, exercise, language);
  }

  private static Optional<String> language(@Nullable String language) {
    return ExerciseFilter.oneOf("language", language, Catalogue.LANGUAGES);
  }

  private static Optional<String> preferred(Learner learner) {
    return learner.languages().stream().filter(Catalogue.LANGUAGES::contains).findFirst();
  }

  private static ApiException languageMissing() {
    return ApiException.invalid(
        "language: is missing; use one of " + String.join(", ", Catalogue.LANGUAGES) + ".");
  }

  private Exercise find(String id) {
    return catalogue.find(id).orElseThrow(() -> ApiException.notFound("exercise"));
  }

  private ExerciseDetail detail(Learner learner, Exercise exercise) {
    return exercise.detail(completions.isCompleted(learner, exercise));
  }
}
