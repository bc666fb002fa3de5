package io.hostready.testbed;

import java.nio.file.Path;

/** A package repository whose directory a {@link RepositoryServer} serves. */
interface ServedRepository {

  /** The served directory. */
  Path directory();

  /** Whose it is, in lower case. */
  String name();

  String component();

  /** The public key that its users should trust, in ASCII armor. */
  String armoredKey();
}
