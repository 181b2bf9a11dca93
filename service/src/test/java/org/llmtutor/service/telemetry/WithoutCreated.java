package org.llmtutor.service.telemetry;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;

/**
 * Families without the {@code _created} sample that the client library adds to every counter,
 * histogram and summary: nothing here asks when a series began, and they double the page.
 */
// The client library's writer takes an Enumeration.
@SuppressWarnings("JdkObsolete")
public record WithoutCreated(Enumeration<MetricFamilySamples> all)
    implements Enumeration<MetricFamilySamples> {

  private static final Set<Collector.Type> WITH_CREATED =
      EnumSet.of(Collector.Type.COUNTER, Collector.Type.HISTOGRAM, Collector.Type.SUMMARY);
  private static final String SUFFIX = "_created";

  @Override
  public boolean hasMoreElements() {
    return all.hasMoreElements();
  }

  @Override
  public MetricFamilySamples nextElement() {
    MetricFamilySamples family = all.nextElement();
    if (!WITH_CREATED.contains(family.type)) {
      return family;
    }
    List<Sample> samples =
        family.samples.stream().filter(sample -> !sample.name.endsWith(SUFFIX)).toList();
    return new MetricFamilySamples(family.name, family.unit, family.type, family.help, samples);
  }
}
