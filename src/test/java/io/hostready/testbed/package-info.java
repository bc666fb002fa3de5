/**
 * Throw-away hosts (in namespaces, or whole machines in QEMU), a signed package repository and
 * pictures of a tree, for tests that change hosts.
 *
 * {@snippet :
 * @NeedsBox
 * class InstallTest {
 *   @Test
 *   void undoTakesBackEverything() {
 *     AptRepository repository = AptRepository.docker("noble");
 *     try (Box box = Box.with().osRelease("ubuntu", "24.04", "noble").start()) {
 *       RepositoryServer server = repository.serve(box);
 *       TreeSnapshot before = TreeSnapshot.of(box);
 *       box.hostready("fix", "--yes", "--set", "docker-repository=" + server.url()).succeeds();
 *       box.hostready("undo").succeeds();
 *       assertEquals(List.of(), before.differences(TreeSnapshot.of(box).without("/var/log")));
 *     }
 *   }
 * }
 * }
 */
@NullMarked
package io.hostready.testbed;

import org.jspecify.annotations.NullMarked;
