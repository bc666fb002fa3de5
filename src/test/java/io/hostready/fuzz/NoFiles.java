package io.hostready.fuzz;

import io.hostready.host.FileContent;
import io.hostready.host.FileStatus;
import io.hostready.host.HostFiles;
import io.hostready.host.Listing;

/** The files of a host that has none. */
final class NoFiles implements HostFiles {

  @Override
  public FileContent read(String path) {
    return new FileContent.Missing();
  }

  @Override
  public Listing list(String path) {
    return new Listing.Missing();
  }

  @Override
  public FileStatus status(String path, boolean follow) {
    return new FileStatus.Missing();
  }
}
