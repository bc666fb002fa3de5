/** The Ansible collection, run by this machine's Ansible on throw-away hosts. */
@NullMarked
package io.hostready.ansible;

import org.jspecify.annotations.NullMarked;
