/** Keys, signatures and lists of signers in OpenSSH's file formats. */
@NullMarked
package io.hostready.ssh;

import org.jspecify.annotations.NullMarked;
