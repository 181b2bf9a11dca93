package org.llmtutor.service.console;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.Summary;

/**
 * The page and its files. They hold no data, so anyone may read them: what the page shows it
 * fetches from the operators' API.
 */
@Path("/console")
public final class PageResource {

  private static final String KEEP = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "no-cache";

  /** Nothing but the service itself, nothing inline, no frames, no forms. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Assets assets;

  PageResource(Assets assets) {
    this.assets = assets;
  }

  /** The page. */
  @GET
  @PermitAll
  @Summary("the operators' web page")
  public Response page(@Context Request request) {
    return reply(request, assets.page(), ASK_AGAIN);
  }

  /** A file of the page. */
  @GET
  @PermitAll
  @Path("/assets/{version}/{file}")
  @Summary("a file of the operators' web page")
  public Response file(
      @Context Request request,
      @PathParam("version") String version,
      @PathParam("file") String file) {
    Asset asset = assets.file(version, file).orElseThrow(() -> ApiException.notFound("file"));
    return reply(request, asset, KEEP);
  }

  private static Response reply(Request request, Asset asset, String caching) {
    EntityTag tag = new EntityTag(asset.etag());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder reply =
        unchanged == null ? Response.ok(asset.bytes(), asset.type()) : unchanged;
    return reply
        .tag(tag)
        .header("Cache-Control", caching)
        .header("Content-Security-Policy", POLICY)
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Frame-Options", "DENY")
        .build();
  }
}
