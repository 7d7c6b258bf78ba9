#pragma once
#include <spawn.h>
#include <sys/prctl.h>

/* prctl is variadic, which Swift does not import. From here on no exec gains privileges (set-uid and the like). */
static inline int clinux_set_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

/* In glibc since 2.34, but declared for _GNU_SOURCE alone, which Swift's view of glibc leaves undefined. */
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
static inline int clinux_close_from(posix_spawn_file_actions_t *actions, int from) {
    return posix_spawn_file_actions_addclosefrom_np(actions, from);
}
