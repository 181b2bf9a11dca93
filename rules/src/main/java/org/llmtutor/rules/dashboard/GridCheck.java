package org.llmtutor.rules.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.yaml.YamlMapping;

/** Finds panels that lie on others, reach over the page's edge, or have no place. */
final class GridCheck implements DashboardCheck {

  private static final int COLUMNS = 24;

  private record Place(Dashboard.Panel panel, YamlMapping at, int x, int y, int w, int h) {

    boolean overlaps(Place other) {
      return panel.row() == other.panel.row()
          && x < other.x + other.w
          && other.x < x + w
          && y < other.y + other.h
          && other.y < y + h;
    }

    boolean isOnGrid() {
      return x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= COLUMNS;
    }
  }

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "dashboard/grid", Severity.WARNING, "Panels lie on the grid and not on each other.");
  }

  @Override
  public void check(Dashboard dashboard, List<DashboardQuery> queries, Reporter reporter) {
    List<Place> places = new ArrayList<>();
    if (dashboard.root().has("rows")) {
      return; // the schema before the grid
    }
    for (Dashboard.Panel panel : dashboard.panels()) {
      place(panel, reporter)
          .ifPresent(
              place -> {
                check(place, places, reporter);
                places.add(place);
              });
    }
  }

  private static void check(Place place, List<Place> before, Reporter reporter) {
    if (!place.isOnGrid()) {
      reporter.report(
          place.at.span(),
          name(place) + ": reaches beyond the grid of 24 columns, or has no size",
          "make x + w at most 24, and w and h at least 1");
    }
    before.stream()
        .filter(place::overlaps)
        .findFirst()
        .ifPresent(
            other ->
                reporter.report(
                    place.at.span(), name(place) + ": lies on " + name(other), "move one of them"));
  }

  private static String name(Place place) {
    return Quoted.of(place.panel.title());
  }

  private static Optional<Place> place(Dashboard.Panel panel, Reporter reporter) {
    Optional<YamlMapping> at = Json.mapping(panel.node(), "gridPos");
    if (at.isEmpty()) {
      reporter.report(
          panel.node().span(),
          Quoted.of(panel.title()) + ": no place on the grid",
          "add gridPos with x, y, w and h");
      return Optional.empty();
    }
    try {
      YamlMapping grid = at.get();
      return Optional.of(
          new Place(
              panel,
              grid,
              number(grid, "x"),
              number(grid, "y"),
              number(grid, "w"),
              number(grid, "h")));
    } catch (NumberFormatException e) {
      reporter.report(
          at.get().span(), "gridPos: without four whole numbers", "give it x, y, w and h");
      return Optional.empty();
    }
  }

  private static int number(YamlMapping grid, String key) {
    return Integer.parseInt(Json.string(grid, key));
  }
}
