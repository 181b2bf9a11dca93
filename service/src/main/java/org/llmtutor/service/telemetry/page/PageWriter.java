package org.llmtutor.service.telemetry.page;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.exemplars.Exemplar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes families in the text format 0.0.4 or in OpenMetrics 1.0.0, byte for byte as the client
 * library does, but without its {@code _created} samples: nothing here asks when a series began,
 * and they double the page. Holds one small buffer, whatever the page's size. For one thread and
 * one page; end it with {@link #finish}.
 */
public final class PageWriter {

  private static final Set<Collector.Type> WITH_CREATED =
      EnumSet.of(Collector.Type.COUNTER, Collector.Type.HISTOGRAM, Collector.Type.SUMMARY);
  private static final List<String> UNKNOWN_TO_004 = List.of("_created", "_gcount", "_gsum");
  private static final byte[] NONE = {};

  private final PageBytes bytes;
  private final boolean openMetrics;

  /** Families that 0.0.4 does not know, by name: they follow at the end as gauges. */
  private final Map<String, MetricFamilySamples> appended = new TreeMap<>();

  /** Writes to {@code out}, which it does not close. */
  public PageWriter(OutputStream out, boolean openMetrics) {
    this.bytes = new PageBytes(out);
    this.openMetrics = openMetrics;
  }

  /** Labels in the form that {@link #sample(byte[], byte[], byte[], double)} takes. */
  public static byte[] labels(List<String> names, List<String> values) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    PageBytes bytes = new PageBytes(encoded);
    try {
      for (int i = 0; i < names.size(); i++) {
        if (i > 0) {
          bytes.put(',');
        }
        label(bytes, names.get(i), values.get(i));
      }
      bytes.drain();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    return encoded.toByteArray();
  }

  /** Begins a family; a counter's name is without {@code _total}. */
  public void header(String name, Collector.Type type, String unit, String help)
      throws IOException {
    if (openMetrics) {
      comment("TYPE", name, TypeName.inOpenMetrics(type));
      if (!unit.isEmpty()) {
        comment("UNIT", name, unit);
      }
      bytes.text("# HELP ").text(name).put(' ').escaped(help, true).put('\n');
    } else {
      String shown = name + TypeName.suffixIn004(type);
      bytes.text("# HELP ").text(shown).put(' ').escaped(help, false).put('\n');
      comment("TYPE", shown, TypeName.in004(type));
    }
  }

  /** One sample of the family begun last. */
  public void sample(byte[] name, byte[] labels, double value) throws IOException {
    sample(name, labels, NONE, value);
  }

  /** One sample with a further label after the others. */
  public void sample(byte[] name, byte[] labels, byte[] last, double value) throws IOException {
    sample(name, labels, last, value, null);
  }

  /** The same with an exemplar, which only OpenMetrics has a place for. */
  public void sample(
      byte[] name, byte[] labels, byte[] last, double value, @Nullable Exemplar exemplar)
      throws IOException {
    bytes.put(name);
    if (labels.length + last.length > 0) {
      bytes.put('{').put(labels);
      if (labels.length > 0 && last.length > 0) {
        bytes.put(',');
      }
      bytes.put(last);
      closeLabels();
    }
    bytes.put(' ').number(value);
    if (openMetrics) {
      exemplar(exemplar);
    }
    bytes.put('\n');
  }

  /** A whole family. */
  public void family(MetricFamilySamples family) throws IOException {
    header(family.name, family.type, family.unit, family.help);
    boolean droppable = WITH_CREATED.contains(family.type);
    for (Sample sample : family.samples) {
      boolean created = droppable && sample.name.endsWith("_created");
      if (!created && !isAppended(family, sample)) {
        sample(sample);
      }
    }
  }

  /** Ends the page: all of it is with the stream, which is not flushed. */
  public void finish() throws IOException {
    List<MetricFamilySamples> rest = new ArrayList<>(appended.values());
    appended.clear();
    for (MetricFamilySamples family : rest) {
      header(family.name, family.type, "", family.help);
      for (Sample sample : family.samples) {
        sample(sample);
      }
    }
    if (openMetrics) {
      bytes.text("# EOF\n");
    }
    bytes.drain();
  }

  private boolean isAppended(MetricFamilySamples family, Sample sample) {
    if (openMetrics || !isUnknownTo004(family.name, sample.name)) {
      return false;
    }
    appended
        .computeIfAbsent(
            sample.name,
            name ->
                new MetricFamilySamples(name, Collector.Type.GAUGE, family.help, new ArrayList<>()))
        .samples
        .add(sample);
    return true;
  }

  private static boolean isUnknownTo004(String family, String sample) {
    for (String suffix : UNKNOWN_TO_004) {
      if (sample.length() == family.length() + suffix.length()
          && sample.endsWith(suffix)
          && sample.startsWith(family)) {
        return true;
      }
    }
    return false;
  }

  private void sample(Sample sample) throws IOException {
    bytes.text(sample.name);
    if (!sample.labelNames.isEmpty()) {
      bytes.put('{');
      for (int i = 0; i < sample.labelNames.size(); i++) {
        if (i > 0) {
          bytes.put(',');
        }
        label(bytes, sample.labelNames.get(i), sample.labelValues.get(i));
      }
      closeLabels();
    }
    bytes.put(' ').number(sample.value);
    if (sample.timestampMs != null) {
      bytes.put(' ').text(timestamp(sample.timestampMs));
    }
    if (openMetrics) {
      exemplar(sample.exemplar);
    }
    bytes.put('\n');
  }

  private void closeLabels() throws IOException {
    if (!openMetrics) {
      bytes.put(',');
    }
    bytes.put('}');
  }

  private void exemplar(@Nullable Exemplar exemplar) throws IOException {
    if (exemplar == null) {
      return;
    }
    bytes.text(" # {");
    for (int i = 0; i < exemplar.getNumberOfLabels(); i++) {
      if (i > 0) {
        bytes.put(',');
      }
      label(bytes, exemplar.getLabelName(i), exemplar.getLabelValue(i));
    }
    bytes.text("} ").number(exemplar.getValue());
    if (exemplar.getTimestampMs() != null) {
      bytes.put(' ').text(timestamp(exemplar.getTimestampMs()));
    }
  }

  private String timestamp(long millis) {
    if (!openMetrics) {
      return Long.toString(millis);
    }
    long rest = millis % 1_000;
    return millis / 1_000 + (rest < 10 ? ".00" : rest < 100 ? ".0" : ".") + rest;
  }

  private void comment(String keyword, String name, String text) throws IOException {
    bytes.text("# ").text(keyword).put(' ').text(name).put(' ').text(text).put('\n');
  }

  private static void label(PageBytes bytes, String name, String value) throws IOException {
    bytes.text(name).put('=').put('"').escaped(value, true).put('"');
  }
}
