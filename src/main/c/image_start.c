/*
 * What happens before Java starts in the executable, in place of main: the linker renames the image's own main to
 * __real_main (ld(1), --wrap). A virtual machine and its launcher do this for a Java program; a native image does not.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WRONG_INPUT = 2 }; /* io.hostready.cli.ExitCode */

/* Put before an argument that Java must not interpret as its own option; io.hostready.cli.Hostready removes it. */
enum { ESCAPE = '\001' };

int __real_main(int argc, char **argv);

static void end(const char *message) {
  fprintf(stderr, "hostready: %s\n", message);
  exit(WRONG_INPUT);
}

/*
 * A closed standard stream must not become the first file that is opened, or output would go into that file. Reading finds
 * the end, and writing fails with "No space left on device", which the program reports.
 */
static void open_standard_streams(void) {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
    if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
    int opened = fd == STDIN_FILENO ? open("/dev/null", O_RDONLY) : open("/dev/full", O_WRONLY);
    if (opened >= 0 && opened != fd) {
      dup2(opened, fd);
      close(opened);
    }
  }
}

static void ignore(int number) { (void)number; }

/*
 * Writing into a pipe without a reader is an error that the program reports, not a reason to end. A handler instead of SIG_IGN:
 * programs that are started get the default disposition again (execve(2)).
 */
static void survive_broken_pipes(void) {
  struct sigaction current;
  if (sigaction(SIGPIPE, NULL, &current) == 0 && current.sa_handler == SIG_DFL) {
    struct sigaction handled = {.sa_handler = ignore, .sa_flags = SA_RESTART};
    sigaction(SIGPIPE, &handled, NULL);
  }
}

/* Java takes -D and -X for its own options wherever they stand. Every argument is the program's. */
static char **escaped(int argc, char **argv) {
  char **arguments = calloc((size_t)argc + 1, sizeof *arguments);
  if (arguments == NULL) end("out of memory");
  for (int i = 0; i < argc; i++) {
    char *given = argv[i];
    if (i > 0 && (given[0] == ESCAPE || strncmp(given, "-D", 2) == 0 || strncmp(given, "-X", 2) == 0)) {
      size_t size = strlen(given) + 1;
      char *copy = malloc(size + 1);
      if (copy == NULL) end("out of memory");
      copy[0] = ESCAPE;
      memcpy(copy + 1, given, size);
      given = copy;
    }
    arguments[i] = given;
  }
  return arguments;
}

int __wrap_main(int argc, char **argv) {
  open_standard_streams();
  survive_broken_pipes();
  umask(umask(022) | 022); /* only the owner can write to created files; a stricter umask of the caller stays */
  char *directory = getcwd(NULL, 0);
  if (directory == NULL) {
    end("the current directory cannot be determined: it was removed, or a directory above it is not accessible; expected to"
        " find relative paths from it. Run 'cd /' and hostready again.");
  }
  free(directory);
  return __real_main(argc, escaped(argc, argv));
}
