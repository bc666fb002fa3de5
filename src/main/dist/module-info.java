/** The program and its libraries as one module: scripts/package links it into the Java that it brings. */
module hostready {
  uses oshi.spi.SystemInfoProvider;
  uses org.slf4j.spi.SLF4JServiceProvider;

  provides oshi.spi.SystemInfoProvider with
      oshi.nativefree.SystemInfo;
  provides org.slf4j.spi.SLF4JServiceProvider with
      org.slf4j.nop.NOPServiceProvider;
}
