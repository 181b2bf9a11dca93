package org.llmtutor.service.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Forbids guessing content types everywhere, and storing replies of the API. */
final class SecurityHeadersFilter implements Filter {

  static final String NO_SNIFF = "X-Content-Type-Options";
  static final String NO_SNIFF_VALUE = "nosniff";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse http = (HttpServletResponse) response;
    http.setHeader(NO_SNIFF, NO_SNIFF_VALUE);
    if (((HttpServletRequest) request).getRequestURI().startsWith("/api/")) {
      http.setHeader("Cache-Control", "no-store");
    }
    chain.doFilter(request, response);
  }
}
