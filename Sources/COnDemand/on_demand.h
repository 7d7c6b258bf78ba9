#ifndef ON_DEMAND_H
#define ON_DEMAND_H

#include <stdatomic.h>

#include "COnDemand.h"

typedef struct {
    const char *name;
    const char *package;
    _Atomic(void *) handle;
} on_demand_library;

extern on_demand_library on_demand_poppler, on_demand_cairo, on_demand_glib, on_demand_gobject, on_demand_tiff,
    on_demand_png, on_demand_jpeg, on_demand_zbar, on_demand_qrencode, on_demand_curl, on_demand_xml, on_demand_p11_kit;

/* The address of `symbol`; ends the process, after saying why, when the machine lacks the library. */
void *on_demand_symbol(on_demand_library *library, const char *symbol);

/* Of this program alone: were these definitions visible, the libraries would call each other through them. Told to the
   assembler, since an attribute cannot take back what poppler's headers say. */
#define HIDDEN(name) __asm__(".hidden " #name);

/* Finds the real `name` once; `found` has its type, so that the header's declaration is the only one. */
#define FIND(library, name)                                                      \
    static _Atomic(__typeof__(name) *) known;                                    \
    __typeof__(name) *found = atomic_load_explicit(&known, memory_order_acquire); \
    if (!found) {                                                                \
        found = (__typeof__(name) *)on_demand_symbol(&library, #name);           \
        atomic_store_explicit(&known, found, memory_order_release);              \
    }

/* `type name parameters`, calling the library's function of that name with `arguments`. A definition that differs from
   the library's header does not compile. */
#define ON_DEMAND(library, type, name, parameters, arguments) \
    HIDDEN(name)                                              \
    type name parameters {                                    \
        FIND(library, name)                                   \
        return found arguments;                               \
    }

#define ON_DEMAND_VOID(library, name, parameters, arguments) \
    HIDDEN(name)                                             \
    void name parameters {                                   \
        FIND(library, name)                                  \
        found arguments;                                     \
    }

#endif
