package org.llmtutor.service.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.util.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisConfigTest {

  @Test
  void withoutAUrlRedisIsNotInUse() {
    assertThat(RedisConfig.defaults().address()).isEmpty();
    assertThat(config("  ", "canary").address()).isEmpty();
  }

  @Test
  void aUrlNamesHostPortDatabaseUserAndPassword() {
    RedisAddress address =
        RedisAddress.parse("rediss://ada:p%40ss%3Aw@redis.example.org:7000/3", "");
    assertThat(address.host()).isEqualTo("redis.example.org");
    assertThat(address.port()).isEqualTo(7000);
    assertThat(address.database()).isEqualTo(3);
    assertThat(address.tls()).isTrue();
    assertThat(address.user()).isEqualTo("ada");
    assertThat(address.password()).isEqualTo("p@ss:w");
  }

  @Test
  void aHostAloneHasTheUsualPortAndNoPassword() {
    RedisAddress address = RedisAddress.parse("redis://[::1]/", "");
    assertThat(address.host()).isEqualTo("::1");
    assertThat(address.port()).isEqualTo(6379);
    assertThat(address.database()).isZero();
    assertThat(address.tls()).isFalse();
    assertThat(address.user()).isNull();
    assertThat(address.password()).isNull();
  }

  @Test
  void thePasswordMayStandBesideTheUrl() {
    assertThat(RedisAddress.parse("redis://host", "canary").password()).isEqualTo("canary");
    assertThat(RedisAddress.parse("redis://ada@host", "canary").user()).isEqualTo("ada");
    assertThat(RedisAddress.parse("redis://:canary@host", "").user()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis//canary",
        "http://:canary@host",
        "redis://:canary@ho st",
        "redis://:can#ary@host",
        "redis://:canary@",
        "redis://:canary@host_name",
        "redis://:canary@host:0",
        "redis://:canary@host:70000",
        "redis://:canary@host/zero",
        "redis://:canary@host/0?canary=1",
        "redis://canary@host",
        "canary"
      })
  void aMalformedUrlIsRefusedWithoutBeingRepeated(String url) {
    assertThatThrownBy(() -> config(url, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageStartingWith("redis.url (REDIS_URL): ")
        .hasMessageContaining("redis://host:6379/0")
        .hasMessageNotContaining("canary");
  }

  @Test
  void aSecondPasswordIsRefused() {
    assertThatThrownBy(() -> config("redis://:canary@host", "canary2"))
        .hasMessageContaining("REDIS_PASSWORD")
        .hasMessageContaining("set one of the two")
        .hasMessageNotContaining("canary");
  }

  @Test
  void thePasswordAndTheAddressAreNotShown() {
    assertThat(config("redis://ada:canary@secret-host", null).toString())
        .contains("an address of Redis")
        .doesNotContain("canary", "ada", "secret-host");
  }

  @ParameterizedTest
  @CsvSource({"0, timeout", "3600000, timeout"})
  void deadlinesAreBounded(long millis, String name) {
    Duration time = Duration.milliseconds(millis);
    assertThatThrownBy(() -> RedisConfig.of("", "", time, null, null, null, null, null, null))
        .hasMessageContaining("redis." + name)
        .hasMessageContaining("1ms to 10m");
  }

  @Test
  void sizesAndThePrefixAreBounded() {
    assertThatThrownBy(() -> RedisConfig.of("", "", null, null, null, null, 0, null, null))
        .hasMessageContaining("redis.poolSize: 0");
    assertThatThrownBy(() -> RedisConfig.of("", "", null, null, null, null, null, -1, null))
        .hasMessageContaining("redis.maxWaiting: -1");
    assertThatThrownBy(() -> RedisConfig.of("", "", null, null, null, null, null, null, "a b"))
        .hasMessageContaining("redis.keyPrefix");
  }

  private static RedisConfig config(@Nullable String url, @Nullable String password) {
    return RedisConfig.of(url, password, null, null, null, null, null, null, null);
  }
}
