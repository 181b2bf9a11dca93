package org.llmtutor.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fault38")
class EndpointPolicyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.openai.com/v1",
        "https://10.0.0.5:8443/v1",
        "https://api.example.com./v1",
        "HTTPS://[2001:db8::1]/v1",
        "http://localhost:11434/v1",
        "http://127.0.0.1:11434",
        "http://127.9.9.9",
        "http://[::1]:11434/v1",
      })
  void allows(String url) {
    assertThatCode(() -> check(url, false, false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com/v1",
        "http://192.168.1.5:11434/v1",
        "http://localhost.example.com/v1",
        "http://127.0.0.1.example.com/v1",
      })
  void refusesPlainHttpToOtherHostsUnlessAllowed(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check(url, false, false))
        .withMessageContaining("allowPlainHttp: true");
    assertThatCode(() -> check(url, true, false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://169.254.169.254/latest",
        "https://169.254.0.1",
        "https://[fe80::1]",
        "https://[fe80::1%25eth0]",
        "https://[fd00:ec2::254]",
        "https://[::ffff:169.254.169.254]",
        "https://[::ffff:a9fe:a9fe]",
        "https://[::a9fe:a9fe]",
        "https://[64:ff9b::169.254.169.254]",
        "https://[2002:a9fe:a9fe::1]",
        "https://100.100.100.200",
        "https://168.63.129.16",
        "https://0.0.0.0",
        "https://[::]",
        "https://metadata.google.internal/computeMetadata",
        "https://METADATA.google.internal./",
      })
  void refusesLinkLocalAndMetadataUnlessAllowed(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check(url, true, false))
        .withMessageContaining("link-local or metadata");
    assertThatCode(() -> check(url, true, true)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://2852039166/",
        "https://0xA9FEA9FE/",
        "https://0xa9.0xfe.0xa9.0xfe/",
        "https://0251.0376.0251.0376/",
        "https://0177.0.0.1/",
        "https://169.254.43518/",
        "https://127.1/",
        "https://256.1.1.1/",
      })
  void refusesNumbersThatMayBeReadAsAddresses(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> check(url, true, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://canary:secret@api.example.com/v1",
        "https://canary@api.example.com",
        "https://api.example.com/v1?key=canary",
        "https://api.example.com/v1#canary",
        "ftp://canary/",
        "file:///canary",
        "canary",
        "https://",
        "https:///canary",
        "https://ca nary/",
        "https://canary_host/",
        "https://%31%36%39.canary/",
      })
  void refusesOtherFormsWithoutRepeatingThem(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check(url, true, true))
        .withMessageStartingWith("baseUrl: ")
        .withMessageNotContaining("canary");
  }

  @Test
  void aQueryPassesWhereItIsAllowed() {
    EndpointPolicy hooks = new EndpointPolicy("url", false, false, true);
    assertThatCode(
            () -> hooks.requireAllowed(EndpointPolicy.parse("url", "https://example.com/h?key=k")))
        .doesNotThrowAnyException();
  }

  @Test
  void aResolvedAddressIsJudgedLikeAWrittenOne() throws Exception {
    byte[] mapped = new byte[16];
    System.arraycopy(new byte[] {-1, -1, (byte) 169, (byte) 254, 1, 1}, 0, mapped, 10, 6);

    assertThat(EndpointPolicy.isLinkLocalOrMetadata(InetAddress.getByAddress(mapped))).isTrue();
    assertThat(
            EndpointPolicy.isLinkLocalOrMetadata(
                InetAddress.getByAddress(new byte[] {10, 0, 0, 1})))
        .isFalse();
    assertThat(EndpointPolicy.isLinkLocalOrMetadata(InetAddress.getLoopbackAddress())).isFalse();
  }

  private static void check(String url, boolean allowPlainHttp, boolean allowLinkLocal) {
    new EndpointPolicy("baseUrl", allowPlainHttp, allowLinkLocal, false)
        .requireAllowed(EndpointPolicy.parse("baseUrl", url));
  }
}
