package org.llmtutor.service.history.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;
import org.llmtutor.promql.model.Value;

/** Writes the result of a query sample by sample, without building a document in memory. */
final class QueryDataWriter extends JsonSerializer<QueryData> {

  @Override
  public void serialize(QueryData data, JsonGenerator json, SerializerProvider unused)
      throws IOException {
    SampleText text = new SampleText();
    json.writeStartObject();
    json.writeStringField("resultType", type(data.value()));
    json.writeFieldName("result");
    result(data.value(), json, text);
    json.writeEndObject();
  }

  private static String type(Value value) {
    if (value instanceof Value.Vector) {
      return "vector";
    }
    if (value instanceof Value.Matrix) {
      return "matrix";
    }
    return value instanceof Value.Scalar ? "scalar" : "string";
  }

  private static void result(Value value, JsonGenerator json, SampleText text) throws IOException {
    if (value instanceof Value.Vector vector) {
      json.writeStartArray();
      for (Value.Sample sample : vector.samples()) {
        sample(sample, json, text);
      }
      json.writeEndArray();
    } else if (value instanceof Value.Matrix matrix) {
      json.writeStartArray();
      for (Series series : matrix.series()) {
        series(series, json, text);
      }
      json.writeEndArray();
    } else if (value instanceof Value.Scalar scalar) {
      json.writeRawValue(text.scalar(scalar.timestamp(), scalar.value()));
    } else if (value instanceof Value.Text words) {
      json.writeStartArray();
      json.writeRawValue(text.seconds(words.timestamp()));
      json.writeString(PlainText.wellFormed(words.value()));
      json.writeEndArray();
    }
  }

  private static void sample(Value.Sample sample, JsonGenerator json, SampleText text)
      throws IOException {
    json.writeStartObject();
    metric(sample.labels(), json);
    FloatHistogram histogram = sample.histogram();
    json.writeFieldName(histogram == null ? "value" : "histogram");
    point(sample.timestamp(), sample.value(), histogram, json, text);
    json.writeEndObject();
  }

  private static void series(Series series, JsonGenerator json, SampleText text)
      throws IOException {
    json.writeStartObject();
    metric(series.labels(), json);
    points("values", series.samples(), false, json, text);
    points("histograms", series.samples(), true, json, text);
    json.writeEndObject();
  }

  /** The floats, or the histograms; left out when there are none. */
  private static void points(
      String field, Samples samples, boolean histograms, JsonGenerator json, SampleText text)
      throws IOException {
    boolean begun = false;
    for (int i = 0; i < samples.length(); i++) {
      FloatHistogram histogram = samples.histogramAt(i);
      if ((histogram != null) == histograms) {
        if (!begun) {
          json.writeArrayFieldStart(field);
          begun = true;
        }
        point(samples.timestampAt(i), samples.valueAt(i), histogram, json, text);
      }
    }
    if (begun) {
      json.writeEndArray();
    }
  }

  private static void metric(Labels labels, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("metric");
    for (int i = 0; i < labels.size(); i++) {
      json.writeStringField(
          PlainText.wellFormed(labels.name(i)), PlainText.wellFormed(labels.value(i)));
    }
    json.writeEndObject();
  }

  private static void point(
      long time,
      double value,
      @Nullable FloatHistogram histogram,
      JsonGenerator json,
      SampleText text)
      throws IOException {
    json.writeRawValue(
        histogram == null ? text.sample(time, value) : text.histogram(time, histogram));
  }
}
