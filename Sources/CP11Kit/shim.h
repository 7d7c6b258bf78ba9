#ifndef CP11KIT_SHIM_H
#define CP11KIT_SHIM_H

// The spelling of the PKCS #11 standard (CK_TOKEN_INFO, ulMaxSessionCount), not that of GNU.
#define CRYPTOKI_COMPAT 1

#include <p11-kit/p11-kit.h>
#include <p11-kit/pkcs11.h>
#include <string.h>

// explicit_bzero hides behind _DEFAULT_SOURCE, which the importer does not set; the compiler may not drop it.
void explicit_bzero(void *memory, size_t count);

static inline void cp11kit_wipe(void *memory, size_t count) {
    explicit_bzero(memory, count);
}

#endif
