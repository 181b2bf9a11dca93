package org.llmtutor.service.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * Where the service may send keys, prompts and alerts. Plain HTTP only goes to this host;
 * link-local and cloud metadata addresses are refused, whether written out, mapped into IPv6 or
 * resolved from a name; numbers that some programs read as addresses (decimal, hex, octal) are
 * refused altogether. Messages never repeat the URL, which may hold a secret.
 *
 * @param property the configuration's name for the URL, which messages start with
 * @param allowPlainHttp whether {@code http} is allowed to hosts other than this one
 * @param allowLinkLocal whether link-local and cloud metadata addresses are allowed
 * @param allowQuery whether the URL may have a query
 */
public record EndpointPolicy(
    String property, boolean allowPlainHttp, boolean allowLinkLocal, boolean allowQuery) {

  private static final Set<String> METADATA_NAMES =
      Set.of("metadata", "metadata.google.internal", "instance-data", "instance-data.ec2.internal");

  /** Metadata services outside the link-local ranges: AWS over IPv6, Alibaba, Oracle, Azure. */
  private static final Set<InetAddress> METADATA_ADDRESSES =
      Set.of(
          literal("fd00:ec2::254"),
          literal("100.100.100.200"),
          literal("192.0.0.192"),
          literal("168.63.129.16"));

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static URI parse(String property, String url) {
    try {
      return new URI(url.strip());
    } catch (URISyntaxException e) {
      // The cause would repeat the URL.
      throw new IllegalArgumentException(
          property + ": not a URL; use one such as https://api.example.com/v1");
    }
  }

  /**
   * Checks everything that can be told without asking a name server.
   *
   * @throws IllegalArgumentException naming the property, the problem and the remedy
   */
  public void requireAllowed(URI url) {
    try {
      check(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
    }
  }

  private void check(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw refused("scheme is neither https nor http", "start it with https://");
    }
    if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
      throw refused(
          "holds a user name or password", "remove it; keys and tokens have settings of their own");
    }
    boolean query = url.getRawQuery() != null && !allowQuery;
    if (query || url.getRawFragment() != null) {
      throw refused("has a query or fragment", "remove it");
    }
    String host = host(url);
    requireHost(host);
    if (scheme.equals("http") && !allowPlainHttp && !isThisHost(host)) {
      throw refused(
          "plain http would send what is secret readably to " + host,
          "use https, or set allowPlainHttp: true");
    }
  }

  /** Whether an address must not be called unless policy allows it. */
  public static boolean isLinkLocalOrMetadata(InetAddress address) {
    InetAddress inner = embedded(address);
    return inner.isLinkLocalAddress()
        || inner.isAnyLocalAddress()
        || inner.isMulticastAddress()
        || METADATA_ADDRESSES.contains(inner);
  }

  /** The host without brackets and final dot, in lower case. */
  public static String host(URI url) {
    String host = url.getHost();
    if (host == null || host.isEmpty()) {
      throw refused(
          "has no valid host name", "use letters, digits, dots and hyphens, or a dotted address");
    }
    String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    String lower = plain.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Whether the host is an address and no name. */
  public static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || isDottedQuad(host);
  }

  private void requireHost(String host) {
    if (looksNumeric(host) && !isDottedQuad(host)) {
      throw refused("its host is an ambiguous number", "write the address as four decimal numbers");
    }
    boolean blocked =
        isLiteral(host) ? isLinkLocalOrMetadata(literal(host)) : METADATA_NAMES.contains(host);
    if (blocked && !allowLinkLocal) {
      throw refused(
          "its host is a link-local or metadata address",
          "use another address, or set allowLinkLocal: true");
    }
  }

  private static boolean isThisHost(String host) {
    return host.equals("localhost") || (isLiteral(host) && literal(host).isLoopbackAddress());
  }

  /** Dotted decimal without leading zeros, which some programs read as octal. */
  private static boolean isDottedQuad(String host) {
    String number = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    return host.matches(number + "(\\." + number + "){3}");
  }

  private static boolean looksNumeric(String host) {
    return host.matches("((0x[0-9a-f]*|[0-9]+)(\\.|$))+");
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address.replaceFirst("%.*", "")); // The zone is not checked.
    } catch (UnknownHostException e) {
      throw refused("its host is not an address", "write the address in full");
    }
  }

  /** The IPv4 address inside an IPv6 one (compatible, NAT64, 6to4), else the address itself. */
  private static InetAddress embedded(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address; // Java itself turns mapped addresses (::ffff:a.b.c.d) into IPv4.
    }
    byte[] b = address.getAddress();
    if (b[0] == 0x20 && b[1] == 0x02) {
      return ipv4(b, 2);
    }
    boolean nat64 = b[0] == 0 && b[1] == 0x64 && b[2] == (byte) 0xff && b[3] == (byte) 0x9b;
    boolean low = !address.isLoopbackAddress() && !address.isAnyLocalAddress() && allZero(b, 12);
    return nat64 || low ? ipv4(b, 12) : address;
  }

  private static boolean allZero(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(
          new byte[] {bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static IllegalArgumentException refused(String problem, String remedy) {
    return new IllegalArgumentException(problem + "; " + remedy);
  }
}
