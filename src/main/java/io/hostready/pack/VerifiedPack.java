package io.hostready.pack;

import io.hostready.ssh.SshPublicKey;

/**
 * A pack archive that a trusted key signed.
 *
 * @param signer the name of the key in the list of trusted keys
 */
public record VerifiedPack(PackArchive archive, String signer, SshPublicKey key) {}
