#ifndef CONDEMAND_H
#define CONDEMAND_H

#include <stdbool.h>

/* Libraries that are opened when one of their functions is first called, not when the program starts. Loading the
   decoders, libcurl and what they depend on (eighty libraries) took ten times as long as verifying a file, which needs
   none of them; and what is not loaded cannot be attacked.

   Everything is compiled against the libraries' own headers. Each <library>.c defines the functions that are used as
   one-line calls of the real ones; the linker then finds nothing to take from the library itself and, told
   --as-needed, leaves it out of what the program loads at its start. A function that is forgotten here costs time and
   breaks nothing; StartUpTests notices. */

/* The exit status of a process that called a function of a library this machine lacks. */
#define CONDEMAND_MISSING 5

/* How many libraries there are. */
int condemand_count(void);

/* The file name of a library, such as libcurl.so.4. */
const char *condemand_name(int index);

/* The Debian package that brings it. */
const char *condemand_package(int index);

/* Opens it, which stays open; false when the machine lacks it. */
bool condemand_open(int index);

#endif
