package org.llmtutor.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonText;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class CostHtmlTest {

  private static String page(String peer) throws IOException {
    return new CostHtml(
            new Facts(
                CostReportReader.read(reply(peer)),
                ForecastReader.forecast(reply("forecast.json")),
                ForecastReader.budgets(reply("report-budgets.json"))))
        .text();
  }

  private static JsonObject reply(String file) throws IOException {
    try (InputStream in = CostHtmlTest.class.getResourceAsStream("/peers/" + file)) {
      assertThat(in).isNotNull();
      return JsonObject.of(JsonText.parse(in.readAllBytes()), file);
    }
  }

  private static Document parsed(String page)
      throws ParserConfigurationException, IOException, SAXException {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new InputSource(new StringReader(page)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "costs_trend.json",
        "costs_compared.json",
        "costs_unit.json",
        "costs_names.json",
        "costs_week.json",
        "costs_empty.json"
      })
  void everyPageIsWellFormedAndAsksForNothing(String peer) throws Exception {
    String page = page(peer);
    NodeList all = parsed(page).getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      assertThat(element.getTagName())
          .isNotIn("script", "link", "img", "iframe", "object", "embed", "image", "use", "a");
      for (String attribute : new String[] {"src", "href", "xlink:href", "srcset", "action"}) {
        assertThat(element.hasAttribute(attribute)).as(attribute).isFalse();
      }
      assertThat(element.getAttributes().getNamedItem("onclick")).isNull();
    }
    assertThat(page)
        .doesNotContain("url(", "@import", "https://")
        .contains("default-src 'none'".replace("'", "&#39;"));
    assertThat(page.replace("http://www.w3.org/1999/xhtml", "")).doesNotContain("http://");
  }

  @Test
  void aNameIsTextAndNeverMarkup() throws Exception {
    String page = page("costs_names.json");
    assertThat(page)
        .contains("Ada &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Co&quot;")
        .doesNotContain("<script");
    assertThat(parsed(page).getElementsByTagName("tbody").item(0).getTextContent())
        .contains("Ada <script>alert(1)</script> & \"Co\"");
  }

  @Test
  void anUnusualDayIsMarkedInWordsAndInTheChart() throws Exception {
    assertThat(page("costs_trend.json"))
        .contains("class=\"hot\"")
        .contains("<span class=\"bad\">unusual</span>")
        .contains("! claude-sonnet-4-5: $7.50 on 2026-11-23");
  }

  @Test
  void tablesTellWhatTheirCellsBelongTo() throws Exception {
    Document page = parsed(page("costs_compared.json"));
    NodeList headings = page.getElementsByTagName("th");
    for (int i = 0; i < headings.getLength(); i++) {
      assertThat(((Element) headings.item(i)).getAttribute("scope")).isIn("col", "row");
    }
    assertThat(page.getElementsByTagName("svg").getLength()).isZero();
  }
}
