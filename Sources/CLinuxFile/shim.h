// Two Linux calls that <unistd.h> and <stdio.h> show only under _GNU_SOURCE, which Swift's Glibc module does not
// define. They are declared here as glibc declares them.
#pragma once

extern int syncfs(int fd);
extern int renameat2(int olddirfd, const char *oldpath, int newdirfd, const char *newpath, unsigned int flags);

/// Writes everything of the file system that holds `fd` to the disk; since Linux 5.8 it reports write-back errors.
static inline int clinux_syncfs(int fd) { return syncfs(fd); }

/// Renames and fails with EEXIST when `to` exists. -100 is AT_FDCWD, 1 is RENAME_NOREPLACE: both are kernel ABI.
static inline int clinux_rename_noreplace(const char *from, const char *to) {
    return renameat2(-100, from, -100, to, 1u);
}

#include <fcntl.h>
/// Opens a file that has no name yet, for writing, in the folder `path`. 020000000 is __O_TMPFILE, kernel ABI on all
/// architectures of Debian.
static inline int clinux_open_unnamed(const char *path) {
    return open(path, 020000000 | O_DIRECTORY | O_WRONLY | O_CLOEXEC, 0644);
}
