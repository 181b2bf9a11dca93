package org.llmtutor.promql.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.llmtutor.promql.model.Labels;

/**
 * Prometheus' hash of labels, as its released builds compute it: XXH64 (seed 0) over each name and
 * value in order, each after its length. A length is one byte, or 255 and three bytes, lowest
 * first.
 */
final class LabelHash {

  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;

  private LabelHash() {}

  /** The hash as a share of all possible hashes, from 0 to 1. */
  static double share(Labels labels) {
    return unsigned(xxh64(encode(labels))) / 0x1p64;
  }

  private static double unsigned(long bits) {
    // Halving keeps the lowest bit, so that rounding is that of the whole number.
    return bits >= 0 ? (double) bits : (double) ((bits >>> 1) | (bits & 1)) * 2;
  }

  private static byte[] encode(Labels labels) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    labels.forEach(
        (name, value) -> {
          put(bytes, name);
          put(bytes, value);
        });
    return bytes.toByteArray();
  }

  private static void put(ByteArrayOutputStream bytes, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length < 255) {
      bytes.write(utf8.length);
    } else {
      bytes.write(255);
      bytes.write(utf8.length);
      bytes.write(utf8.length >>> 8);
      bytes.write(utf8.length >>> 16);
    }
    bytes.writeBytes(utf8);
  }

  /** XXH64 with seed 0, after the specification at https://xxhash.com. */
  static long xxh64(byte[] input) {
    ByteBuffer rest = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
    long hash = (input.length < 32 ? P5 : stripes(rest)) + input.length;
    while (rest.remaining() >= 8) {
      hash = Long.rotateLeft(hash ^ round(0, rest.getLong()), 27) * P1 + P4;
    }
    if (rest.remaining() >= 4) {
      hash = Long.rotateLeft(hash ^ (rest.getInt() & 0xFFFFFFFFL) * P1, 23) * P2 + P3;
    }
    while (rest.hasRemaining()) {
      hash = Long.rotateLeft(hash ^ (rest.get() & 0xFF) * P5, 11) * P1;
    }
    return avalanche(hash);
  }

  private static long stripes(ByteBuffer rest) {
    long a = Long.sum(P1, P2);
    long b = P2;
    long c = 0;
    long d = -P1;
    while (rest.remaining() >= 32) {
      a = round(a, rest.getLong());
      b = round(b, rest.getLong());
      c = round(c, rest.getLong());
      d = round(d, rest.getLong());
    }
    long hash =
        Long.rotateLeft(a, 1)
            + Long.rotateLeft(b, 7)
            + Long.rotateLeft(c, 12)
            + Long.rotateLeft(d, 18);
    return merge(merge(merge(merge(hash, a), b), c), d);
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * P2, 31) * P1;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * P1 + P4;
  }

  private static long avalanche(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * P2;
    mixed = (mixed ^ (mixed >>> 29)) * P3;
    return mixed ^ (mixed >>> 32);
  }
}
